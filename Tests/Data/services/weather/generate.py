#!/usr/bin/env python3
"""Makes the exchanges of today's weather services in this folder, and what a reader must find in them (expected.json).

The answers are written anew: shapes as the services document them, contents made up, with the traps that readers meet. What is
expected is worked out here from the made-up truth, by the table of fields and not by a reader. Run it in this folder; it needs
nothing but Python.
"""
import datetime, json, math

WINDS = ["North", "NNE", "NE", "ENE", "East", "ESE", "SE", "SSE", "South", "SSW", "SW", "WSW", "West", "WNW", "NW", "NNW"]
FIELDS = ["conds", "dewptm", "fog", "hail", "heatindexm", "hum", "precipm", "pressurem", "rain", "snow", "tempm", "thunder",
          "tornado", "vism", "wdird", "wdire", "wgustm", "windchillm", "wspdm"]
expected = {}


def plain(x):
    """A number as its shortest text."""
    return str(int(x)) if float(x).is_integer() else repr(float(x))


def tenths(x):
    """A converted number: one decimal, half away from zero."""
    return plain(math.copysign(math.floor(abs(x) * 10 + 0.5 + 1e-9), x) / 10 + 0.0)


def wind(d):
    return WINDS[int(d / 22.5 + 0.5) % 16]


def expect(name, place, at, **values):
    expected.setdefault(name, []).append(
        {"place": place, "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "values": {k: v for k, v in values.items() if v != ""}})


def exchange(name, service, asked, status, body, note, headers=(), path="/"):
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    with open(name + ".json", "w", encoding="utf-8") as f:
        json.dump({"name": name, "service": service, "note": note, "exchanges": [
            {"request": {"method": "GET", "path": path, "query": asked},
             "response": {"status": status, "headers": [list(h) for h in headers], "body": text}}]},
            f, ensure_ascii=False, indent=1)
        f.write("\n")


# --- Open-Meteo: the last Sunday of October, two places, one of them in the units of the United States.
day = datetime.datetime(2026, 10, 25)
hours = [day + datetime.timedelta(hours=h) for h in range(24)]
CODES = [0, 1, 2, 3, 45, 48, 51, 56, 61, 65, 66, 71, 75, 77, 80, 82, 85, 86, 95, 96, 99, 4, None, 3]
WORDS = {0: "Clear", 1: "Mostly Clear", 2: "Partly Cloudy", 3: "Overcast", 45: "Fog", 48: "Freezing Fog", 51: "Light Drizzle",
         56: "Light Freezing Drizzle", 61: "Light Rain", 65: "Heavy Rain", 66: "Light Freezing Rain", 71: "Light Snow",
         75: "Heavy Snow", 77: "Snow Grains", 80: "Light Rain Showers", 82: "Heavy Rain Showers", 85: "Light Snow Showers",
         86: "Snow Showers", 95: "Thunderstorm", 96: "Thunderstorm with Hail", 99: "Heavy Thunderstorm with Hail"}


def signs(c):
    if c not in WORDS:
        return {}
    yes = lambda b: "1" if b else "0"
    return {"conds": WORDS[c], "fog": yes(c in (45, 48)), "rain": yes(51 <= c <= 67 or 80 <= c <= 82 or 95 <= c <= 99),
            "snow": yes(71 <= c <= 77 or c in (85, 86)), "hail": yes(c in (96, 99)), "thunder": yes(95 <= c <= 99)}


def meteo(place, imperial):
    t = [round(8.3 - 0.7 * h, 1) for h in range(24)]
    block = {
        "latitude": 59.95, "longitude": 10.75, "utc_offset_seconds": 0, "timezone": "GMT",
        "hourly_units": {"time": "unixtime", "temperature_2m": "°F" if imperial else "°C", "dew_point_2m": "°C",
                         "relative_humidity_2m": "%", "precipitation": "inch" if imperial else "mm",
                         "pressure_msl": "hPa", "wind_speed_10m": "mp/h" if imperial else "km/h", "wind_gusts_10m": "kn",
                         "wind_direction_10m": "°", "visibility": "m", "weather_code": "wmo code",
                         "snow_depth": "undefined"},
        "hourly": {
            "time": [int(h.replace(tzinfo=datetime.timezone.utc).timestamp()) for h in hours],
            "temperature_2m": [None if h == 22 else (round(t[h] * 1.8 + 32, 2) if imperial else t[h]) for h in range(24)],
            "dew_point_2m": [round(x - 2.25, 2) for x in t],
            "relative_humidity_2m": [70 + h for h in range(24)],
            "precipitation": [round(0.04 * h, 2) for h in range(24)],
            "pressure_msl": [999.0 if h == 0 else 1001.3 + h for h in range(24)],
            "wind_speed_10m": [3.1 * h for h in range(24)],
            "wind_gusts_10m": [5.5 * h for h in range(24)],
            "wind_direction_10m": [(h * 15) % 361 for h in range(24)],
            "visibility": [None if h < 3 else 24140.0 - 980 * h for h in range(24)],
            "weather_code": CODES,
            "snow_depth": [None] * 24}}
    q = block["hourly"]
    for h, at in enumerate(hours):
        expect("open-meteo", place, at,
               tempm="" if h == 22 else (tenths((q["temperature_2m"][h] - 32) / 1.8) if imperial else plain(t[h])),
               dewptm=plain(q["dew_point_2m"][h]), hum=plain(70 + h),
               precipm=tenths(q["precipitation"][h] * 25.4) if imperial else plain(q["precipitation"][h]),
               pressurem=plain(q["pressure_msl"][h]),
               wspdm=tenths(q["wind_speed_10m"][h] * 1.609344) if imperial else plain(q["wind_speed_10m"][h]),
               wgustm=tenths(q["wind_gusts_10m"][h] * 1.852), wdird=plain(q["wind_direction_10m"][h]),
               wdire=wind(q["wind_direction_10m"][h]),
               vism="" if h < 3 else tenths(q["visibility"][h] / 1000), **signs(CODES[h]))
    return block


exchange("open-meteo", "open-meteo", "", 200, [meteo("Oslo", False), meteo("Boston", True)],
         "two places; degrees Fahrenheit, miles an hour, inches and knots; a null; an unknown code; 999 hPa is real; an unknown "
         "unit of a variable without values; 24 hours in UTC on the day on which clocks change", path="/v1/forecast")

# --- IEM: two stations, reports twice an hour.
HEAD = ("station,valid,tmpf,dwpf,relh,drct,sknt,p01i,alti,mslp,vsby,gust,skyc1,skyc2,skyc3,skyc4,skyl1,skyl2,skyl3,skyl4,"
        "wxcodes,ice_accretion_1hr,ice_accretion_3hr,ice_accretion_6hr,peak_wind_gust,peak_wind_drct,peak_wind_time,feel,metar,"
        "snowdepth")
rows = []


def iem(station, place, at, metar, want, **cells):
    names = HEAD.split(",")
    cells = {"station": station, "valid": at.strftime("%Y-%m-%d %H:%M"), "metar": metar, **cells}
    rows.append(",".join(cells.get(n, "M") for n in names))
    if want is not None:
        expect("iem", place, at, **want)


NONE = {"fog": "0", "rain": "0", "snow": "0", "hail": "0", "thunder": "0", "tornado": "0"}
d = datetime.datetime(2026, 11, 3)
iem("ENGM", "Oslo", d.replace(hour=0, minute=20), "ENGM 030020Z 02004KT CAVOK M02/M03 Q1006 NOSIG",
    {**NONE, "tempm": "-2", "dewptm": "-3", "hum": "92.83", "wdird": "20", "wdire": "NNE", "wspdm": "7.4",
     "pressurem": "1006", "vism": "10", "conds": "Clear"},
    tmpf="28.40", dwpf="26.60", relh="92.83", drct="20.00", sknt="4.00", p01i="0.00", alti="29.71", vsby="6.21", skyc1="NCD",
    feel="28.40")
iem("ENGM", "Oslo", d.replace(hour=0, minute=50), "ENGM 030050Z VRB02KT 0350 R01L/0750 -SN FZFG VV002 M01/M02 Q1005 BECMG 1200 TSRA",
    {**NONE, "tempm": "-1", "dewptm": "-2", "hum": "93.1", "wdire": "Variable", "wspdm": "3.7", "precipm": "0",
     "pressurem": "1005", "vism": "0.4", "conds": "Light Snow, Freezing Fog", "snow": "1", "fog": "1"},
    tmpf="30.20", dwpf="28.40", relh="93.10", sknt="2.00", p01i="0.0001", alti="29.68", vsby="0.25", skyc1="VV ", skyl1="200.00",
    wxcodes="-SN FZFG")
iem("ENGM", "Oslo", d.replace(hour=1, minute=20), "ENGM 030120Z 25013G21MPS 3000 +TSRAGR BKN012CB ///// Q0999",
    {**NONE, "wdird": "250", "wdire": "WSW", "wspdm": "46.8", "wgustm": "75.6", "pressurem": "999",
     "vism": "3", "conds": "Heavy Thunderstorm with Rain and Hail", "rain": "1", "hail": "1", "thunder": "1"},
    drct="250.00", sknt="25.00", p01i="0.00", alti="29.50", vsby="1.86", gust="41.00", skyc1="BKN", wxcodes="+TSRA GR")
iem("ENGM", "Oslo", d.replace(hour=1, minute=50), "ENGM 030150Z 00000KT 9999 FEW030 M00/M01 Q1005",
    {**NONE, "tempm": "0", "dewptm": "-1", "wspdm": "0", "pressurem": "1005", "vism": "10", "conds": "Partly Cloudy"},
    tmpf="32.00", dwpf="30.20", drct="0.00", sknt="0.00", alti="29.68", vsby="6.21", skyc1="FEW", skyl1="3000.00")
iem("JFK", "New York", d.replace(hour=0, minute=51), "KJFK 030051Z 18040G55KT 1 1/2SM +FC +RA BR OVC009 23/18 A3008 RMK AO2 SLP187 P0013 T02280183",
    {**NONE, "tempm": "22.8", "dewptm": "18.3", "hum": "75.5", "wdird": "180", "wdire": "South", "wspdm": "74.1",
     "wgustm": "101.9", "precipm": "3.3", "pressurem": "1018.7", "vism": "2.4", "conds": "Tornado, Heavy Rain, Mist",
     "rain": "1", "tornado": "1"},
    tmpf="73.04", dwpf="64.94", relh="75.50", drct="180.00", sknt="40.00", p01i="0.13", alti="30.08", mslp="1018.70",
    vsby="1.50", gust="55.00", skyc1="OVC", wxcodes="+FC +RA BR", skyl1="900.00")
# What cannot be used: a station nobody asked for, a day that does not exist, a row without any value.
iem("EGLL", "London", d.replace(hour=0, minute=20), "M", None, tmpf="50.00")
rows.append(rows[0].replace("2026-11-03 00:20", "2026-11-31 00:20"))
iem("JFK", "New York", d.replace(hour=2, minute=51), "KJFK 030251Z AUTO /////KT //// // ////// ///// A////", None)
exchange("iem", "iem", "", 200, HEAD + "\n" + "\n".join(rows) + "\n",
         "M, blanks, trace 0.0001, VRB, calm, MPS, CAVOK, M00, slashes, T-group, trend that is not observed; three rows that "
         "cannot be used", path="/cgi-bin/request/asos.py")

# --- Frost: one element several times.
def value(element, number, unit, level=None, offset="PT0H", resolution="PT1H", quality=0):
    v = {"elementId": element, "value": number, "unit": unit, "timeOffset": offset, "timeResolution": resolution,
         "timeSeriesId": 0, "performanceCategory": "C", "exposureCategory": "2"}
    if level is not None:
        v["level"] = {"levelType": "height_above_ground", "unit": "m", "value": level}
    if quality is not None:
        v["qualityCode"] = quality
    return v


def record(source, at, *values):
    return {"sourceId": source, "referenceTime": at.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "observations": list(values)}


data = [
    record("SN18700:0", d, value("air_temperature", 50.5, "degC", 50), value("air_temperature", -3.4, "degC", 2),
           value("air_temperature", 7.7, "degC", 2, resolution="PT10M"), value("wind_speed", 4.7, "m/s", 10),
           value("max(wind_speed_of_gust PT1H)", 9, "m/s", 10), value("wind_from_direction", 337, "degrees", 10),
           value("sum(precipitation_amount PT12H)", 12.5, "mm"), value("sum(precipitation_amount PT1H)", 0, "mm"),
           value("cloud_area_fraction", -3, "octas"), value("surface_snow_thickness", -1, "cm")),
    record("SN18700:1", d, value("air_temperature", -9.9, "degC", 2), value("relative_humidity", 81, "percent", 2)),
    record("SN18700:0", d + datetime.timedelta(hours=1), value("air_temperature", -4.1, "degC", 2, quality=6),
           value("relative_humidity", 83, "percent", 2, quality=None), value("dew_point_temperature", -9999, "degC", 2),
           value("air_pressure_at_sea_level", 999, "hPa", quality=5)),
    record("SN50540:0", d, value("air_temperature", 0, "degC", 2), value("wind_speed", 1.5999999999999999, "m/s", 10),
           value("air_pressure_at_sea_level", 101290, "Pa")),
    record("SN50540:0", d + datetime.timedelta(hours=2), value("wind_speed", 12, "furlongs", 10)),
    record("SN99999:0", d, value("air_temperature", 1, "degC", 2)),
]
expect("frost", "Bergen", d, tempm="0", wspdm="5.8", pressurem="1012.9")
expect("frost", "Oslo", d, tempm="-3.4", wspdm="16.9", wgustm="32.4", wdird="337", wdire="NNW", precipm="0", hum="81")
expect("frost", "Oslo", d + datetime.timedelta(hours=1), hum="83", pressurem="999")
exchange("frost", "frost", "", 200, {"@context": "https://frost.met.no/schema", "@type": "ObservationResponse",
                                     "apiVersion": "v0", "data": data},
         "heights, resolutions and sensors to choose from; qualities; marks of missing values; pascals; a unit nobody knows; a "
         "station nobody asked for", path="/observations/v0.jsonld")

# --- NWS
def q(unit, number, quality="V"):
    return {"unitCode": unit, "value": number, "qualityControl": quality}


def feature(at, raw, text, weather, **values):
    p = {"timestamp": at.strftime("%Y-%m-%dT%H:%M:%S+00:00"), "rawMessage": raw, "textDescription": text,
         "presentWeather": weather}
    for name in ["temperature", "dewpoint", "windDirection", "windSpeed", "windGust", "seaLevelPressure", "visibility",
                 "precipitationLastHour", "relativeHumidity", "windChill", "heatIndex"]:
        p[name] = values.get(name, q("wmoUnit:degC", None, "Z"))
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.76, 40.64]}, "properties": p}


features = [
    feature(d.replace(hour=3, minute=51), "KJFK 030351Z VRB03KT 10SM CLR 23/18 A3008 RMK AO2 SLP187 T02280183", "Clear", [],
            temperature=q("wmoUnit:degC", 22.800000000000001), windDirection=q("wmoUnit:degree_(angle)", None),
            windSpeed=q("wmoUnit:km_h-1", 5.5439999999999996), seaLevelPressure=q("wmoUnit:Pa", 101870),
            visibility=q("wmoUnit:m", 16090, "C"), heatIndex=q("wmoUnit:degC", 23.11401887942111),
            relativeHumidity=q("wmoUnit:percent", 75.5)),
    feature(d.replace(hour=2, minute=51), "", "Light Rain", [{"rawString": "-RA"}, {"rawString": None}],
            temperature=q("unit:degC", 21), windDirection=q("unit:degree_(angle)", 30), windSpeed=q("unit:m_s-1", 3.1),
            precipitationLastHour=q("unit:m", 0.000508), windChill=q("wmoUnit:degF", 32)),
    feature(d.replace(hour=1, minute=51), "", "Cloudy", []),
    feature(d.replace(hour=0, minute=51), "KJFK 030051Z 00000KT 3SM BR OVC009 19/18 A3007", "", [],
            temperature=q("wmoUnit:degC", 19, "X"), dewpoint=q("wmoUnit:degC", 18), windDirection=q("wmoUnit:degree_(angle)", 0),
            windSpeed=q("wmoUnit:km_h-1", 0), precipitationLastHour=q("wmoUnit:mm", 0.508), visibility=q("wmoUnit:parsec", 3)),
]
expect("nws", "New York", d.replace(hour=0, minute=51), **{**NONE, "dewptm": "18", "wspdm": "0", "precipm": "0.508",
                                                          "conds": "Mist"})
expect("nws", "New York", d.replace(hour=2, minute=51), **{**NONE, "tempm": "21", "wdird": "30", "wdire": "NNE", "wspdm": "11.2",
                                                          "precipm": "0.5", "windchillm": "0", "rain": "1", "conds": "Light Rain"})
expect("nws", "New York", d.replace(hour=3, minute=51), **{**NONE, "tempm": "22.8", "wdire": "Variable", "wspdm": "5.544",
                                                          "pressurem": "1018.7", "vism": "16.1", "heatindexm": "23.11401887942111",
                                                          "hum": "75.5", "conds": "Clear"})
exchange("nws", "nws", "", 200, {"type": "FeatureCollection", "features": features},
         "not in order; old and new units; a whole observation of nulls; variable and calm wind; a value the service calls bad; a "
         "unit nobody knows", path="/stations/KJFK/observations")

for found in expected.values():
    for one in found:
        assert set(one["values"]) <= set(FIELDS), one
    found.sort(key=lambda one: (one["place"], one["at"]))
with open("expected.json", "w", encoding="utf-8") as f:
    json.dump(expected, f, ensure_ascii=False, indent=1)
    f.write("\n")
