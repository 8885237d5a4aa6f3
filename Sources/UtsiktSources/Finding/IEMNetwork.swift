/// The networks of the Iowa Environmental Mesonet: one a country, and one a state or province in North America.
enum IEMNetwork {
    /// The network of a place's aerodromes; nil where its country is not known.
    static func name(of place: FoundPlace) -> String? {
        let country = place.countryCode.uppercased()
        guard country.count == 2, country.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        switch country {
        case "US": return states[place.region.lowercased()].map { "\($0)_ASOS" }
        case "CA": return provinces[place.region.lowercased()].map { "CA_\($0)_ASOS" }
        default: return "\(country)__ASOS"
        }
    }

    private static let states: [String: String] = [
        "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
        "connecticut": "CT", "delaware": "DE", "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID",
        "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
        "maine": "ME",
        "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN", "mississippi": "MS",
        "missouri": "MO",
        "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ",
        "new mexico": "NM",
        "new york": "NY", "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR",
        "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN",
        "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA", "west virginia": "WV",
        "wisconsin": "WI", "wyoming": "WY", "district of columbia": "DC",
    ]

    private static let provinces: [String: String] = [
        "alberta": "AB", "british columbia": "BC", "manitoba": "MB", "new brunswick": "NB",
        "newfoundland and labrador": "NF", "nova scotia": "NS", "northwest territories": "NT", "nunavut": "NU",
        "ontario": "ON", "prince edward island": "PE", "quebec": "QC", "saskatchewan": "SK", "yukon": "YT",
    ]
}
