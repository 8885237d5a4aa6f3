// The shared core module: whoever imports it has all of its parts.

@_exported public import UtsiktBase
@_exported public import UtsiktFabric
@_exported public import UtsiktForecast
@_exported public import UtsiktIngest
@_exported public import UtsiktTopics
