"""A small made-up world of outlets (synthetic: no row of it exists)."""

from __future__ import annotations

from provenance.catalog.registry import SourceFile

WORLD = """
[defaults]
refs = ["invented"]

[[outlet]]
id = "orvinform"
name = "Orvinform"
names = [{ text = "Орвинформ", lang = "ru", kind = "native" }, { text = "OIA", kind = "abbreviation" }]
domains = [
  { host = "orvinform-news.example", from = 1996, to = 2012 },
  { host = "orvinform.example", from = 2012 },
  { host = "en.orvinform.example", from = 2012, lang = "en", role = "edition" },
]
kind = "wire"
country = "RU"
languages = ["ru"]

[[outlet]]
id = "orvinform-ukraine"
name = "Orvinform-Ukraine"
domains = ["orvinform.test"]
kind = "wire"
country = "UA"
languages = ["uk"]

[[outlet]]
id = "harbour-daily"
name = "The Harbour Daily"
names = ["Harbour"]
domains = ["harbourdaily.example"]
kind = "newspaper"
country = "GB"

# One word, two papers, two decades.
[[outlet]]
id = "svet-old"
name = "Svet"
domains = [{ host = "svet.example", from = 1998, to = 2005 }]
kind = "newspaper"
country = "RU"
born = 1990
ended = 2005

[[outlet]]
id = "svet-new"
name = "Svet"
domains = [{ host = "svet-msk.example", from = 2011 }]
kind = "newspaper"
country = "RU"
born = 2011

# The same word in three countries.
[[outlet]]
id = "vlast-kz"
name = "Vlast"
domains = ["vlast-kz.example"]
kind = "site"
country = "KZ"
born = 2012

[[outlet]]
id = "vlast-ru"
name = "Vlast"
domains = ["vlast-ru.example"]
kind = "magazine"
country = "RU"

[[outlet]]
id = "vlast-ua"
name = "Vlast"
domains = ["vlast-ua.example"]
kind = "newspaper"
country = "UA"
ended = 2004

[[outlet]]
id = "nation-pk"
name = "The Nation"
domains = ["nation-pk.example"]
kind = "newspaper"
country = "PK"

[[outlet]]
id = "nation-us"
name = "The Nation"
domains = ["nation-us.example"]
kind = "magazine"
country = "US"

# An Arabic word that a daily and a militant media arm share.
[[outlet]]
id = "al-hayatna"
name = "Al-Hayatna"
names = [{ text = "الحياتنا", lang = "ar", kind = "native" }]
domains = ["alhayatna.example"]
kind = "newspaper"
country = "SA"

[[outlet]]
id = "hayatna-media"
name = "Al Hayatna"
kind = "militant"
web = "no"

[[outlet]]
id = "granit-media"
name = "Granit Media Foundation"
kind = "militant"
web = "no"

# A broadcaster with services on hosts of their own, and sister services whose names differ by one letter.
[[outlet]]
id = "far-radio"
name = "Far Radio"
names = [{ text = "FR/L", kind = "abbreviation" }, { text = "FR", kind = "abbreviation" }]
domains = ["farradio.example"]
kind = "broadcaster"
country = "US"
languages = ["en"]

[[outlet]]
id = "ozodi"
name = "Ozodi"
domains = ["ozodi.example"]
kind = "broadcaster"
country = "US"
languages = ["tg"]
parent = "far-radio"

[[outlet]]
id = "ozodlik"
name = "Ozodlik"
domains = ["ozodlik.example"]
kind = "broadcaster"
country = "US"
languages = ["uz"]
parent = "far-radio"

[[outlet]]
id = "azadi"
name = "Azadi"
domains = ["azadi.example"]
kind = "broadcaster"
country = "US"
languages = ["prs"]
parent = "far-radio"

# A paper and a radio service that are both called "Freedom".
[[outlet]]
id = "azadliq-radio"
name = "Azadliq Radiosu"
names = [{ text = "Azadlıq", lang = "az", kind = "native" }]
domains = ["azadliq-radio.example"]
kind = "broadcaster"
country = "US"
languages = ["az"]
parent = "far-radio"

[[outlet]]
id = "azadliq"
name = "Azadliq"
names = [{ text = "Azadlıq", lang = "az", kind = "native" }]
domains = ["azadliq-paper.example", { host = "azadliq-mirror.example", role = "mirror", from = 2017 }]
kind = "newspaper"
country = "AZ"

# A daily whose sections about one country are a service on a path.
[[outlet]]
id = "islewave"
name = "Islewave"
names = [{ text = "IW", kind = "abbreviation" }]
domains = ["islewave.example"]
kind = "broadcaster"
country = "GB"
languages = ["en"]

[[outlet]]
id = "islewave-monitoring"
name = "Islewave Monitoring"
domains = ["monitoring.islewave.example"]
kind = "monitor"
country = "GB"
parent = "islewave"

[[outlet]]
id = "islewave-russian"
name = "Islewave Russian"
domains = [{ host = "islewave.example", path = "/russian", lang = "ru" }, { host = "ru.islewave.example" }]
kind = "broadcaster"
country = "GB"
languages = ["ru"]
parent = "islewave"

# This genre's own journal and a site with the same letters.
[[outlet]]
id = "steppe-daily-monitor"
name = "Steppe Daily Monitor"
names = [{ text = "SDM", kind = "abbreviation", needs = ["publication"] }]
domains = ["steppe.example"]
kind = "journal"
country = "US"
publisher = "Steppe Institute"

[[outlet]]
id = "steppe-focus"
name = "Steppe Focus"
domains = ["focus.steppe.example"]
kind = "journal"
country = "US"
publisher = "Steppe Institute"

[[outlet]]
id = "kp-ru"
name = "Komsomolets Prichala"
names = [{ text = "KP", kind = "abbreviation", needs = ["country"] }]
domains = ["kp.example"]
kind = "newspaper"
country = "RU"

# An agency's English label that later became another's brand.
[[outlet]]
id = "ruswire"
name = "Ruswire"
names = [{ text = "Satellite News", kind = "former", to = 2009 }]
domains = [{ host = "ruswire.example", from = 1995 }]
kind = "wire"
country = "RU"

[[outlet]]
id = "satellite-news"
name = "Satellite News"
domains = ["satellite.example"]
kind = "site"
country = "RU"
born = 2014

# A domain that was sold.
[[outlet]]
id = "first-owner"
name = "First Owner"
domains = [{ host = "sold.example", from = 1999, to = 2006 }, { host = "first.example", from = 2006 }]
kind = "site"
country = "UA"

[[outlet]]
id = "second-owner"
name = "Second Owner"
domains = [{ host = "sold.example", from = 2010 }]
kind = "site"
country = "UA"

# A daily whose online edition has another name and host.
[[outlet]]
id = "stadtpost"
name = "Stadtpost"
domains = ["stadtpost.example"]
kind = "newspaper"
country = "DE"

[[outlet]]
id = "stadtpost-online"
name = "Postonline"
domains = ["postonline.example"]
kind = "site"
country = "DE"
parent = "stadtpost"

[[outlet]]
id = "channel-5-ua"
name = "Channel 5"
domains = ["5ua.example"]
kind = "broadcaster"
country = "UA"

[[outlet]]
id = "channel-5-ru"
name = "Channel 5"
domains = ["5ru.example"]
kind = "broadcaster"
country = "RU"

[[outlet]]
id = "apa-az"
name = "APA"
domains = ["apa-az.example"]
kind = "wire"
country = "AZ"

[[outlet]]
id = "apa-at"
name = "APA"
domains = ["apa-at.example"]
kind = "wire"
country = "AT"

[[outlet]]
id = "daily-news"
name = "Daily News"
domains = ["dailynews.example"]
kind = "newspaper"
country = "LK"

[[outlet]]
id = "wave"
name = "Wave"
domains = ["wave.example"]
kind = "newspaper"
country = "KE"

[[outlet]]
id = "telegram"
name = "Telegram"
domains = ["t.me"]
kind = "platform"
web = "platform"

[[outlet]]
id = "facebook"
name = "Facebook"
domains = ["facebook.com"]
kind = "platform"
web = "platform"

[[outlet]]
id = "rybolov"
name = "Rybolov"
domains = [{ host = "t.me", path = "/rybolov" }]
kind = "blog"
country = "RU"
web = "platform"
"""


def source(text: str, name: str = "world.toml") -> SourceFile:
    return SourceFile(name, text.encode())
