# ruff: noqa: E501 - a row is written as it stands
"""150 rows for the date codes of rules.md, section 3: what each must give was written from the rules, not from the program.

A text row: name, the article's day ("" unknown), the article, the codes with their severity. A page row: name, what the page and
its captures carry (the citation is always of October 22, 2013), the codes. `-` is "nothing to remark".
"""

A = "2014-12-16"
VIDEO = "The video “The Long March” was released on {one} (Interfax, December 10, 2014). Later a flag was seen. {two}"

TEXT_ROWS = [
    # T01: dates and hours that can't be
    ("30 February", A, "Four men were held in Osh (Interfax, February 30, 2014).", "T01 error"),
    ("31 November", A, "A car blew up in Nazran (Reuters, November 31, 2014).", "T01 error"),
    ("31 June without a year", A, "A patrol was shot at (AP, June 31).", "T01 error"),
    ("29 February of a common year", A, "The office was shut (Kommersant, 29 February 2013).", "T01 error"),
    ("29 February of a leap year", A, "The office was shut (Kommersant, 29 February 2012).", "-"),
    ("one of two can't be", A, "Two men fled (BBC, September 31, 2014; Reuters, September 30, 2014).", "T01 error"),
    ("month 13", A, "The ministry denied it (RIA Novosti, 2014-13-05).", "T01 error"),
    ("hour 25", A, "The raid began at 25:40 GMT and ended at dawn (Interfax, December 4, 2014).", "T01 error"),
    ("a score is no hour", A, "The home side won 31:28 in Grozny (AFP, December 1, 2014).", "-"),
    ("31 September in running text", A, "The men left on September 31, 2014, and were not seen again.", "T01 error"),
    ("Russian 31 November", A, "В Назрани задержаны трое (ТАСС, 31 ноября 2014).", "T01 error"),
    # T02: cited before it came out
    ("a week after", A, "Six rebels were killed (Interfax, December 25, 2014).", "T02 error"),
    ("the day after", A, "Six rebels were killed (Reuters, December 17, 2014).", "T02 warning"),
    ("two days after, within 26 hours", A, "Six rebels were killed (AFP, December 18, 2014).", "T02 warning"),
    ("three days after", A, "Six rebels were killed (AFP, December 19, 2014).", "T02 error"),
    ("the next year's day", A, "Six rebels were killed (AFP, January 3, 2015).", "T02 error"),
    ("a later month", A, "Six rebels were killed (Novaya Gazeta, March 2015).", "T02 error"),
    ("the same day", A, "Six rebels were killed (AP, December 16, 2014).", "-"),
    ("the month that holds the day", A, "Six rebels were killed (Interfax, December 2014).", "-"),
    ("the year that holds the day", A, "Six rebels were killed (Interfax, 2014).", "-"),
    ("one of two later", A, "Six rebels fell (Interfax, December 15, 2014; AFP, December 30, 2014).", "T02 error"),
    ("Russian, nine days after", A, "Шесть боевиков убиты (РИА Новости, 25 декабря 2014).", "T02 error"),
    ("an article of a month", "2014-12", "Six rebels were killed (AFP, December 30, 2014).", "-"),
    ("an article without a date", "", "Six rebels were killed (AFP, December 30, 2034).", "-"),
    # T03: cited before it happened
    (
        "event 17 days later",
        A,
        "Gunmen attacked the checkpoint in Nazran on November 20, 2014 (Interfax, November 3, 2014).",
        "T03 error",
    ),
    (
        "event weeks later, day first",
        A,
        "The rebels took the bridge on 5 October 2014 (Reuters, 12 September 2014).",
        "T03 error",
    ),
    (
        "event named first",
        A,
        "On August 14, 2014 the ministry dismissed two deputies (Kommersant, July 30, 2014).",
        "T03 error",
    ),
    ("event the next day", A, "The convoy was shelled on November 20, 2014 (AFP, November 19, 2014).", "T03 info"),
    ("event the day before", A, "The embassy was closed on November 20, 2014 (AP, November 21, 2014).", "-"),
    ("event the same day", A, "The embassy was closed on November 20, 2014 (AP, November 20, 2014).", "-"),
    ("event in a later month", A, "The prison was emptied in November 2014 (Interfax, August 5, 2014).", "T03 error"),
    ("event in a later year", A, "The bank collapsed in 2014 (Vedomosti, March 3, 2013).", "T03 error"),
    ("event in the next year, cited on its eve", A, "The plant was sold in 2014 (Vedomosti, December 31, 2013).", "T03 info"),
    # T04: order open
    (
        "event of the citation's month",
        A,
        "The IMU released the film in November 2014 (Interfax, November 5, 2014).",
        "T04b info",
    ),
    ("the seed's kind", A, "In December 2011 the group split in two (see Terrorism Monitor, December 15, 2011).", "T04b info"),
    ("a mosque in October", A, "The mosque was rebuilt in October 2014 (Islam Today, October 22, 2014).", "T04b info"),
    ("event of the citation's year", A, "The law was passed in 2013 (RIA Novosti, May 6, 2013).", "T04 info"),
    ("another of the year", A, "Some 2,000 people were driven out in 2012 (AFP, August 9, 2012).", "T04 info"),
    # T05: plans and forecasts
    ("will be held", A, "The summit will be held on December 20, 2014 (Interfax, December 3, 2014).", "-"),
    ("plans to close", A, "The ministry plans to close the camp on January 15, 2015 (AFP, December 1, 2014).", "-"),
    ("are expected", A, "Voters are expected to go to the polls on March 1, 2015 (Reuters, December 9, 2014).", "-"),
    ("is due", A, "The court is due to hear the appeal on December 22, 2014 (RIA Novosti, December 10, 2014).", "-"),
    ("is scheduled", A, "The pipeline is scheduled to open in 2016 (Kommersant, November 11, 2014).", "-"),
    ("announced ahead", A, "The court announced that it hears the case on December 23, 2014 (Tass, December 11, 2014).", "-"),
    ("may move", A, "The embassy may move on January 9, 2015 (Tass, December 11, 2014).", "-"),
    # T06: attenuation
    ("50 days", A, "Three men were shot on May 1, 2014 (Interfax, June 20, 2014).", "T06 info"),
    ("264 days", A, "Three men were shot on January 10, 2014 (Interfax, October 1, 2014).", "T06 info"),
    ("two years", A, "Three men were shot on March 2, 2012 (Interfax, November 5, 2014).", "T06 warning"),
    ("19 days", A, "Three men were shot on November 1, 2014 (Interfax, November 20, 2014).", "-"),
    ("years after a year", A, "The camp was burnt in 2010 (Reuters, December 1, 2014).", "T06 warning"),
    ("months after a month", A, "The camp was burnt in June 2014 (Reuters, November 3, 2014).", "T06 info"),
    ("exactly 30 days", A, "The camp was burnt on November 1, 2014 (Reuters, December 1, 2014).", "T06 info"),
    ("29 days", A, "The camp was burnt on November 2, 2014 (Reuters, December 1, 2014).", "-"),
    ("exactly 365 days", A, "The camp was burnt on December 1, 2013 (Reuters, December 1, 2014).", "T06 warning"),
    ("364 days", A, "The camp was burnt on December 2, 2013 (Reuters, December 1, 2014).", "T06 info"),
    # T07: stale
    ("now, 134 days", A, "The group is now led by Usman Ghazi (RFE/RL, August 4, 2014).", "T07 info"),
    ("currently, 18 months", A, "The camp currently holds 4,000 people (AFP, June 3, 2013).", "T07 warning"),
    ("to date, 345 days", A, "To date 31 soldiers have died there (Interfax, January 5, 2014).", "T07 info"),
    ("recent, 15 days", A, "The recent film shows a camp (Islom Awazi, December 1, 2014).", "-"),
    ("now, exactly 90 days", A, "The border is now closed (Tass, September 17, 2014).", "T07 info"),
    ("now, 89 days", A, "The border is now closed (Tass, September 18, 2014).", "-"),
    ("recently, two years", A, "Recently the fighters moved north (Reuters, May 5, 2012).", "T07 warning"),
    ("knows is not now", A, "Moscow knows the men well (Tass, May 5, 2012).", "-"),
    ("Russian now", A, "Сейчас граница закрыта (ТАСС, 5 мая 2012).", "T07 warning"),
    # T08: no year
    ("24 days", A, "Nine people were held (Centrasia.ru, November 24).", "T08 info"),
    ("two in one bracket", A, "A film was found (Centrasia.ru, November 24; Daily Mail, November 22).", "T08 info"),
    ("one date for two", A, "A film was found (RIA Novosti, worldanalysis.net, November 22).", "T08 info"),
    ("the day before", "2006-04-17", "Officers fired back (Reuters, April 16).", "T08 info"),
    ("353 days", A, "Nine people were held (Interfax, December 28).", "T08 warning"),
    ("345 days", A, "Nine people were held (AFP, January 5).", "T08 warning"),
    ("325 days", A, "Nine people were held (AFP, January 25).", "T08 info"),
    ("an article without a date, no year", "", "Nine people were held (AFP, January 25).", "T08 warning"),
    ("the day after the article", A, "Nine people were held (Interfax, December 17).", "T08 info, T02 warning"),
    ("29 February without a year", A, "Nine people were held (Al-Arabiya, February 29).", "T08 warning"),
    ("Russian without a year", A, "Задержаны девять человек (Коммерсант, 22 октября).", "T08 info"),
    ("day first", A, "Nine people were held (Dawn, 3 December).", "T08 info"),
    ("a see reference", A, "The camp was known before (see Daily Mail, November 22).", "T08 info"),
    ("half a year", A, "Nine people were held (BBC, June 14).", "T08 info"),
    # T09: the turn of the year
    ("February and November", "2014-02-10", "Nine people were held (Interfax, November 22).", "T09 info"),
    ("January and December", "2014-01-03", "Nine people were held (Reuters, December 30).", "T09 info"),
    ("March and October", "2014-03-31", "Nine people were held (AP, October 1).", "T09 info"),
    ("April and October", "2014-04-01", "Nine people were held (AP, October 1).", "T08 info"),
    ("January and January", "2014-01-20", "Nine people were held (Tass, January 12).", "T08 info"),
    ("February and September", "2014-02-10", "Nine people were held (BBC, September 29).", "T08 info"),
    ("the year is printed", "2014-03-01", "Nine people were held (Interfax, December 2, 2013).", "-"),
    # T10: weekdays
    ("right weekday", A, "Nine people were held (Interfax, Tuesday, October 22, 2013).", "-"),
    ("wrong weekday", A, "Nine people were held (Interfax, Wednesday, October 22, 2013).", "T10 warning"),
    ("right weekday in the text", A, "The raid was on Monday, November 24, 2014 (Tass, November 25, 2014).", "-"),
    ("wrong weekday in the text", A, "The raid was on Friday, November 24, 2014 (Tass, November 25, 2014).", "T10 warning"),
    ("right weekday, day first", A, "Nine people were held (AFP, Sunday, 7 December 2014).", "-"),
    ("wrong weekday, day first", A, "Nine people were held (AFP, Monday, 7 December 2014).", "T10 warning"),
    ("right weekday without a year", A, "Nine people were held (AFP, Sunday, December 7).", "T08 info"),
    # T11: malformed and open
    ("In November 22", A, "In November 22, a film appeared (Interfax, November 23, 2014).", "T11 info"),
    ("In November 2014", A, "In November 2014, a film appeared.", "-"),
    ("a count after the month", A, "In November 22 people died in the camp.", "-"),
    ("order open", A, "Nine people were held (Reuters, 04/05/2013).", "T11 info"),
    ("order open, November or December", A, "Nine people were held (AP, 11/12/2014).", "T11 info"),
    ("day over twelve", A, "Nine people were held (Interfax, 22/10/2013).", "-"),
    ("month first, day over twelve", A, "Nine people were held (AP, 10/22/2013).", "-"),
    ("day and month alike", A, "Nine people were held (AFP, 05/05/2014).", "-"),
    # T17: one event, two dates
    (
        "released twice",
        A,
        VIDEO.format(
            one="December 3, 2014", two="“The Long March” was released on November 19, 2014 (AFP, November 20, 2014)."
        ),
        "T17 warning",
    ),
    (
        "released on one day",
        A,
        VIDEO.format(one="December 3, 2014", two="“The Long March” was released on December 3, 2014 (AFP, December 4, 2014)."),
        "-",
    ),
    (
        "another film",
        A,
        VIDEO.format(
            one="December 3, 2014", two="“The Short Road” was released on November 19, 2014 (AFP, November 20, 2014)."
        ),
        "-",
    ),
    # T18 and T19: the dateline's age and zone
    ("age and no zone", "", "December 16, 2014 05:38 PM Age: 7 hrs\n\nSix rebels were killed.", "T18 info, T19 info"),
    ("no zone", "", "December 16, 2014 05:38 PM\n\nSix rebels were killed.", "T19 info"),
    ("a zone", "", "December 16, 2014 05:38 PM GMT\n\nSix rebels were killed.", "-"),
    ("no hour", "", "December 16, 2014\n\nSix rebels were killed.", "-"),
    # T20: calendars
    ("Jalali", A, "The decree is of 12 Mordad 1393 (IRNA, August 4, 2014).", "T20 info"),
    ("Buddhist", A, "The act of B.E. 2557 was printed (Bangkok Post, December 2, 2014).", "T20 info"),
    ("Old Style", A, "On June 4 (Old Style) the fleet sailed for the north.", "T20 info"),
    ("Russian genitive is read", A, "Задержаны девять человек (Интерфакс, 22 октября 2013 года).", "-"),
    # T21: order of origin and carrier
    (
        "carrier before its origin",
        A,
        "A film was found (Interfax, December 10, 2014, via Lenta.ru, December 2, 2014).",
        "T21 info",
    ),
    ("carrier after its origin", A, "A film was found (Interfax, December 10, 2014, via Lenta.ru, December 11, 2014).", "-"),
    # T22: the day of the check is 2014-12-20 in all of these rows
    ("article of next year", "2015-02-01", "Six rebels were killed.", "T22 warning"),
    ("article of tomorrow", "2014-12-21", "Six rebels were killed.", "-"),
    ("article of today", "2014-12-20", "Six rebels were killed.", "-"),
    ("article of the week after next", "2015-01-04", "Six rebels were killed.", "T22 warning"),
    # several at once
    ("no year, and a month's event", A, "The camp was opened in November 2014 (Dawn, November 20).", "T08 info, T04b info"),
    (
        "wrong weekday, after the article",
        A,
        "Nine people were held (AFP, Monday, December 25, 2014).",
        "T10 warning, T02 error",
    ),
    ("now, and a year before", A, "The camp is now empty (Tass, November 3, 2013).", "T07 warning"),
    # nothing wrong
    ("a year before", A, "Nine people were held (Interfax, October 22, 2013).", "-"),
    ("a range of days", A, "Nine people were held (Washington Post, December 1-3, 2014).", "-"),
    ("a month's issue", A, "The group has two camps (Terrorism Monitor, December 2011).", "-"),
    ("no citation at all", A, "The men appear to be farmers.", "-"),
]

STRUCK = "Six rebels were killed in the hills near Nazran on Monday, the regional governor told reporters in the capital."
OTHER = "The governor took back what he had said: nobody was hurt, and the shots came from a wedding in a village nearby."


def page(**values):
    return {"text": STRUCK, "published": "2013-10-22", "captured": "2013-10-23", **values}


PAGE_ROWS = [
    # T12: the page's own date
    ("page of the cited day", [page()], "-"),
    ("page of the next day", [page(published="2013-10-23")], "-"),
    ("page of the day before", [page(published="2013-10-21")], "-"),
    ("page two days later", [page(published="2013-10-24", captured="2013-10-25")], "T12 warning"),
    ("page two days earlier", [page(published="2013-10-20")], "T12 warning"),
    ("page a year earlier", [page(published="2012-10-22")], "T12 warning"),
    ("page of the month", [page(published="2013-10")], "-"),
    ("weekly, three days later", [page(published="2013-10-25", captured="2013-10-26", weekly=True)], "-"),
    ("weekly, four days later", [page(published="2013-10-26", captured="2013-10-27", weekly=True)], "T12 warning"),
    ("weekly, four days earlier", [page(published="2013-10-18", weekly=True)], "T12 warning"),
    # T13: no date of its own
    ("no date on the page", [page(published="")], "T13 info"),
    ("dated by its capture", [page(published="2013-10-23", source="capture")], "T13 info"),
    # T14: late captures
    ("captured 30 days later", [page(captured="2013-11-21")], "-"),
    ("captured 31 days later", [page(captured="2013-11-22")], "T14 info"),
    ("captured 365 days later", [page(captured="2014-10-22")], "T14 info"),
    ("captured 366 days later", [page(captured="2014-10-23")], "T14 warning"),
    ("late and undated", [page(captured="2016-01-01", published="")], "T13 info, T14 warning"),
    # T15: captured before the cited day
    ("captured twelve days before", [page(captured="2013-10-10", published="")], "T13 info, T15 info"),
    ("captured the evening before", [page(captured="2013-10-21")], "-"),
    # T16: what stands in the page before and after the article of 2014-01-02
    ("same words on both sides", [page(), page(captured="2014-02-01")], "-"),
    ("other words afterwards", [page(), page(captured="2014-02-01", text=OTHER)], "T16 warning"),
    ("other words, both before", [page(), page(captured="2013-11-02", text=OTHER)], "-"),
    # T23: what became of the item
    ("a correction", [page(text=f"{STRUCK}\nCorrection: an earlier report gave a wrong number.")], "T23 warning"),
    ("an update", [page(text=f"Updated on October 24: two more have died.\n{STRUCK}")], "T23 warning"),
    ("a retraction", [page(text=f"{STRUCK} This article has been retracted.")], "T23 warning"),
    ("a later capture's notice", [page(), page(captured="2013-12-02", text=f"{STRUCK}\nEditor's note: the number was wrong.")], "T23 warning"),
    ("a Russian notice", [page(text=f"{STRUCK}\nВ предыдущей версии текста было указано другое число.")], "T23 warning"),
    ("a browser's notice is none", [page(text=f"{STRUCK}\nUpdate your browser to see the film.")], "-"),
]  # fmt: skip
