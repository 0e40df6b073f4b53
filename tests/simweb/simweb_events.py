"""Made-up events and what newsrooms write of them, in English and Russian. synthetic: nobody and nothing in it is real.

The page's words and the words of the claim that cites it are written apart, as a journalist retells: other verbs, other order,
some of the particulars.
"""

# ruff: noqa: E501 (made-up sentences and markup are data; nothing here is a secret)

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from simweb_more_events import BACKGROUND, MORE_KINDS, RU_BACKGROUND

_GIVEN = [
    ("Marat", "Марат"), ("Ilya", "Илья"), ("Oleg", "Олег"), ("Timur", "Тимур"), ("Pavel", "Павел"), ("Ruslan", "Руслан"),
    ("Arkady", "Аркадий"), ("Denis", "Денис"), ("Yury", "Юрий"), ("Sergei", "Сергей"), ("Aslan", "Аслан"), ("Gleb", "Глеб"),
]  # fmt: skip
_FAMILY = [
    ("Vedernikov", "Ведерников"), ("Sagdiyev", "Сагдиев"), ("Tarkhanov", "Тарханов"), ("Zhilin", "Жилин"),
    ("Kuzmenko", "Кузьменко"), ("Abdrakhmanov", "Абдрахманов"), ("Yevseyev", "Евсеев"), ("Shcherbin", "Щербин"),
    ("Chagayev", "Чагаев"), ("Lobodin", "Лободин"), ("Mirzoyan", "Мирзоян"), ("Tsaplin", "Цаплин"), ("Boltayev", "Болтаев"),
    ("Khramtsov", "Храмцов"), ("Yunusov", "Юнусов"), ("Dolgikh", "Долгих"), ("Rybalko", "Рыбалко"), ("Gaidamak", "Гайдамак"),
    ("Osipenko", "Осипенко"), ("Sultygov", "Султыгов"), ("Fomichyov", "Фомичев"), ("Zakirov", "Закиров"),
]  # fmt: skip
_PLACE = [
    ("Karsun", "Карсун", "Карсуне"), ("Belotorsk", "Белоторск", "Белоторске"), ("Zhanatas", "Жанатас", "Жанатасе"),
    ("Tuimazar", "Туймазар", "Туймазаре"), ("Orekhovsk", "Ореховск", "Ореховске"), ("Dagurt", "Дагурт", "Дагурте"),
    ("Shalkar", "Шалкар", "Шалкаре"), ("Ust-Merin", "Усть-Мерин", "Усть-Мерине"), ("Kobrast", "Кобраст", "Кобрасте"),
    ("Naryksai", "Нарыксай", "Нарыксае"), ("Vorkhin", "Ворхин", "Ворхине"), ("Gudermal", "Гудермал", "Гудермале"),
    ("Selivan", "Селиван", "Селиване"), ("Astrabek", "Астрабек", "Астрабеке"), ("Tomilsk", "Томильск", "Томильске"),
    ("Kyzylgan", "Кызылган", "Кызылгане"), ("Mostovoy", "Мостовой", "Мостовом"), ("Irbeisk", "Ирбейск", "Ирбейске"),
]  # fmt: skip
_FIRM = [
    ("Severneft", "Севернефть"), ("Altynstal", "Алтынсталь"), ("Kaspgaz", "Каспгаз"), ("Transvagon", "Трансвагон"),
    ("Uralkobalt", "Уралкобальт"), ("Rosterminal", "Ростерминал"), ("Agrosoyuz", "Агросоюз"), ("Energomost", "Энергомост"),
]  # fmt: skip

# Slots: {p}/{q} persons' family names, {P}/{Q} full names, {l}/{m} places, {f} firm, {n}/{k} numbers; Russian forms in rp, rl ...
# Each kind: subject word, headline, lead, further sentences (English), the same in Russian, claims.
_KINDS: dict[str, dict[str, list[str]]] = {
    "arrest": {
        "head": ["Court in {l} arrests deputy mayor {p} over bribe", "{p}, deputy mayor of {l}, held on bribery charges"],
        "body": [
            "A district court in {l} has ordered the arrest of deputy mayor {P}, who is suspected of taking a bribe of {n} million rubles.",
            "Investigators say that {p} received the money from a contractor that built {k} kindergartens.",
            "His lawyer called the charges political and said that an appeal would be filed within a week.",
        ],
        "rhead": ["Суд в {rm} арестовал вице-мэра {rp}", "Вице-мэр {rp} арестован по делу о взятке"],
        "rbody": [
            "Районный суд в {rm} арестовал вице-мэра города. {rP} подозревается в получении взятки в размере {n} миллионов рублей.",
            "По данным следствия, {rp} получил деньги от подрядчика, который построил {k} детских садов.",
            "Адвокат назвал обвинения политическими и пообещал подать апелляцию в течение недели.",
        ],
        "claim": [
            "{P}, the deputy mayor of {l}, was jailed on suspicion of having accepted {n} million rubles from a builder of kindergartens",
            "In {l}, a judge remanded deputy mayor {p} in custody in a {n}-million-ruble bribery case",
        ],
    },
    "clash": {
        "head": ["{n} militants killed in clash near {l}", "Security forces kill {n} gunmen outside {l}"],
        "body": [
            "{n} militants were killed in a clash with security forces near {l}, the regional interior ministry said.",
            "{k} policemen were wounded. The leader of the group was identified as {P}, who had been wanted since last year.",
            "A regime of counterterrorist operation was introduced in the district in the morning.",
        ],
        "rhead": ["{n} боевиков убиты в столкновении под городом {rl}", "Силовики уничтожили {n} боевиков близ города {rl}"],
        "rbody": [
            "{n} боевиков убиты в столкновении с силовиками близ города {rl}, сообщило региональное МВД.",
            "{k} полицейских получили ранения. Лидером группы был {rP}, находившийся в розыске с прошлого года.",
            "Утром в районе был введен режим контртеррористической операции.",
        ],
        "claim": [
            "Police and troops killed {n} fighters led by {P} in the vicinity of {l}, and {k} policemen were wounded",
            "A shootout outside {l} left {n} insurgents dead, among them their commander {p}",
        ],
    },
    "contract": {
        "head": ["{f} to build plant in {l} for {n} million dollars", "{f} signs {n}-million-dollar deal in {l}"],
        "body": [
            "{f} has signed a contract to build a plant in {l}, worth {n} million dollars, its director {P} said.",
            "Construction is to take {k} months and will begin in the spring.",
            "The regional government has promised tax relief for the first years.",
        ],
        "rhead": ["{rf} построит завод в {rm} за {n} миллионов долларов", "{rf} подписал контракт на {n} миллионов долларов"],
        "rbody": [
            "Компания {rf} подписала контракт на строительство завода в {rm} стоимостью {n} миллионов долларов, сообщил директор {rP}.",
            "Строительство займет {k} месяцев и начнется весной.",
            "Региональное правительство обещало налоговые льготы на первые годы.",
        ],
        "claim": [
            "According to its director, {P}, {f} agreed to erect a factory in {l} at a cost of {n} million dollars",
            "{f} will spend {n} million dollars on a new plant in {l}, which is to be ready in {k} months",
        ],
    },
    "protest": {
        "head": ["Thousands protest in {l} against {p}", "{n} people rally in {l}, demand governor's resignation"],
        "body": [
            "About {n} people gathered on the main square of {l} to demand the resignation of governor {P}.",
            "Police detained {k} participants of the rally, which had not been authorised.",
            "The organisers announced that they would return on Sunday with tents.",
        ],
        "rhead": ["{n} человек вышли на митинг в {rm}", "В {rm} прошел митинг против губернатора {rp}"],
        "rbody": [
            "Около {n} человек собрались на главной площади в {rm} с требованием отставки губернатора. {rP} пока не комментировал митинг.",
            "Полиция задержала {k} участников несанкционированной акции.",
            "Организаторы объявили, что вернутся в воскресенье с палатками.",
        ],
        "claim": [
            "Some {n} demonstrators in {l} called on governor {p} to step down, and {k} of them were detained",
            "Governor {P} faced a rally of {n} people in {l} who wanted him gone",
        ],
    },
    "visit": {
        "head": ["Defence minister {p} inspects garrison in {l}", "{p} visits {l}, promises {n} new tanks"],
        "body": [
            "Defence minister {P} visited the garrison of {l} and promised it {n} new tanks by the end of the year.",
            "The minister also opened a barracks for {k} conscripts.",
            "He left for the capital in the evening without meeting the press.",
        ],
        "rhead": ["Министр обороны {rp} посетил гарнизон в {rm}", "{rp} пообещал гарнизону {n} танков"],
        "rbody": [
            "Министр обороны {rP} посетил гарнизон в {rm} и пообещал поставить {n} новых танков до конца года.",
            "Министр также открыл казарму на {k} призывников.",
            "Вечером он вылетел в столицу, не пообщавшись с прессой.",
        ],
        "claim": [
            "On a visit to {l}, defense minister {p} said that the garrison would receive {n} new tanks before the year was out",
            "Defense minister {P} pledged {n} tanks to the troops in {l}",
        ],
    },
    "price": {
        "head": ["Bread prices in {l} rise by {n} percent", "{l}: bread {n} percent dearer in a month"],
        "body": [
            "Bread prices in {l} have risen by {n} percent in a month, the statistics office said.",
            "Mayor {P} blamed speculators and promised to open {k} municipal shops.",
            "Bakeries say that flour and electricity have become more expensive.",
        ],
        "rhead": ["Цены на хлеб в {rm} выросли на {n} процентов", "В {rm} хлеб подорожал на {n} процентов"],
        "rbody": [
            "Цены на хлеб в {rm} выросли за месяц на {n} процентов, сообщили в управлении статистики.",
            "Мэр города обвинил спекулянтов. {rP} пообещал открыть {k} муниципальных магазинов.",
            "Пекари объясняют рост подорожанием муки и электричества.",
        ],
        "claim": [
            "In {l}, where bread became {n} percent more expensive within a month, mayor {p} accused speculators",
            "Mayor {P} of {l} promised {k} municipal shops after bread prices had jumped by {n} percent",
        ],
    },
    "accident": {
        "head": ["Bus falls into ravine near {l}, {n} dead", "{n} killed in bus crash outside {l}"],
        "body": [
            "A bus fell into a ravine near {l}, killing {n} passengers, the emergencies ministry said.",
            "{k} people were taken to hospital, and the driver, {P}, is among them.",
            "The road had been closed twice this year for repairs.",
        ],
        "rhead": ["Автобус упал в ущелье под городом {rl}, {n} погибших", "{n} человек погибли в аварии автобуса в {rm}"],
        "rbody": [
            "Автобус упал в ущелье близ города {rl}, погибли {n} пассажиров, сообщило МЧС.",
            "{k} человек госпитализированы, среди них водитель {rP}.",
            "Дорогу в этом году дважды закрывали на ремонт.",
        ],
        "claim": [
            "A bus driven by {P} plunged into a ravine near {l}, and {n} passengers died",
            "{n} people died and {k} were hospitalized when a bus crashed near {l}",
        ],
    },
    "appoint": {
        "head": ["{p} named head of {f}", "President appoints {p} to run {f}"],
        "body": [
            "{P} has been appointed head of {f}, the presidential press service said.",
            "He replaces {Q}, who ran the company for {k} years.",
            "{f} employs {n} thousand people, most of them in {l}.",
        ],
        "rhead": ["{rp} назначен главой компании {rf}", "Президент назначил нового главу {rf}"],
        "rbody": [
            "{rP} назначен главой компании {rf}, сообщила пресс-служба президента.",
            "Прежний руководитель, {rQ}, возглавлял компанию {k} лет.",
            "В {rf} работают {n} тысяч человек, большинство в {rm}.",
        ],
        "claim": [
            "The president put {P} in charge of {f} in place of {Q}",
            "{Q} was replaced by {P} at the helm of {f}, a company with {n} thousand workers",
        ],
    },
    "pipeline": {
        "head": ["{f} halts gas pipeline to {l}", "Gas stops flowing to {l} after accident at {f}"],
        "body": [
            "{f} has halted gas supplies to {l} for {k} days after an accident at a compressor station.",
            "Deliveries of {n} million cubic metres a day will be resumed gradually, spokesman {P} said.",
            "Hospitals and schools have switched to fuel oil.",
        ],
        "rhead": ["{rf} остановил подачу газа в {rl}", "Подача газа в {rl} прекращена из-за аварии"],
        "rbody": [
            "{rf} остановил подачу газа в город {rl} на {k} дней из-за аварии на компрессорной станции.",
            "Поставки в объеме {n} миллионов кубометров в сутки возобновят постепенно, сообщил представитель компании. {rP} отметил, что аварию устраняют.",
            "Больницы и школы переведены на мазут.",
        ],
        "claim": [
            "Spokesman {P} said that {f} would restore the flow of {n} million cubic meters of gas a day to {l} step by step",
            "After an accident at a compressor station, {f} cut off gas to {l} for {k} days",
        ],
    },
    "treaty": {
        "head": ["{l} talks end: border posts to be opened, says {p}", "{n} border posts to open under {l} accord"],
        "body": [
            "The talks in {l} ended with an agreement to open {n} border posts, chief negotiator {P} said.",
            "The document will be ratified within {k} weeks.",
            "Residents of the border villages had waited for this for years.",
        ],
        "rhead": ["Переговоры в {rm} завершились: откроют {n} пограничных постов", "{rp}: стороны откроют пограничные посты"],
        "rbody": [
            "Переговоры в {rm} завершились соглашением об открытии {n} пограничных постов, заявил глава делегации. {rP} назвал это успехом.",
            "Документ ратифицируют в течение {k} недель.",
            "Жители приграничных сел ждали этого много лет.",
        ],
        "claim": [
            "Negotiators led by {P} agreed in {l} that {n} border crossings should be opened",
            "{p} announced in {l} that the sides would open {n} border posts and ratify the accord within {k} weeks",
        ],
    },
    "factory": {
        "head": ["{f} lays off {n} workers in {l}", "{l} plant of {f} dismisses {n}"],
        "body": [
            "{f} is laying off {n} workers at its plant in {l}, trade union leader {P} said.",
            "Wages have not been paid for {k} months.",
            "The company explained the decision by falling orders.",
        ],
        "rhead": ["{rf} сократит {n} рабочих в {rm}", "Завод {rf} в {rm} увольняет {n} человек"],
        "rbody": [
            "{rf} увольняет {n} рабочих завода в {rm}, заявил лидер профсоюза. {rP} сообщил об этом на собрании.",
            "Зарплату не платят {k} месяцев.",
            "Компания объяснила решение падением заказов.",
        ],
        "claim": [
            "{n} people lost their jobs at the {f} works in {l}, where wages had not been paid for {k} months, union leader {p} complained",
            "{f} dismissed {n} workers in {l}, according to {P}, who heads the trade union",
        ],
    },
    "exercise": {
        "head": ["Military exercise near {l} involves {n} soldiers", "{n} troops start drill in {l}"],
        "body": [
            "An exercise with {n} soldiers and {k} helicopters began at a range near {l}, General {P} said.",
            "Observers from the neighbouring states were invited.",
            "The drill will last until the end of the week.",
        ],
        "rhead": ["Под городом {rl} начались учения с участием {n} военных", "{n} военных участвуют в учениях в {rm}"],
        "rbody": [
            "На полигоне близ города {rl} начались учения с участием {n} военных и {k} вертолетов. Генерал {rP} руководит учениями.",
            "На учения приглашены наблюдатели из соседних стран.",
            "Маневры продлятся до конца недели.",
        ],
        "claim": [
            "General {P} opened maneuvers near {l} with {n} soldiers and {k} helicopters",
            "{n} soldiers took part in a drill at {l} under General {p}",
        ],
    },
}
_FILLER = [
    "The weather service expects rain in the north of the country.",
    "No further details were available by the evening.",
    "Similar reports were published by local media last month.",
    "Experts interviewed by the paper gave different estimates.",
    "The ministry did not answer questions sent by our correspondent.",
    "A meeting on the matter has been scheduled for next week.",
]
_RFILLER = [
    "Подробности к вечеру не сообщались.",
    "Ранее об этом писали местные издания.",
    "Эксперты, опрошенные газетой, дали разные оценки.",
    "В министерстве не ответили на вопросы корреспондента.",
    "Совещание по этому вопросу назначено на следующую неделю.",
    "По прогнозу синоптиков, на севере страны ожидаются дожди.",
]

KINDS = tuple(_KINDS)
#: What happens on a rough web: the same and more.
ALL_KINDS = (*_KINDS, *MORE_KINDS)
_EVERY = {**_KINDS, **MORE_KINDS}
_SMALL = [
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ("twenty", "thirty", "forty")


def _in_words(number: int) -> str:
    if number < 20:
        return _SMALL[number - 3]
    tens, ones = _TENS[number // 10 - 2], number % 10
    return tens if not ones else f"{tens}-{('one', 'two', *_SMALL)[ones - 1]}"


@dataclass(frozen=True)
class Event:
    """Something that happened: its kind and particulars, English and Russian."""

    kind: str
    slots: tuple[tuple[str, str], ...]

    def fill(self, template: str) -> str:
        return template.format(**dict(self.slots))


@dataclass(frozen=True)
class Story:
    """An event as one outlet tells it."""

    headline: str
    paragraphs: tuple[str, ...]


def make_event(rng: Random, kind: str | None = None, like: Event | None = None, *, kinds: tuple[str, ...] = KINDS) -> Event:
    """An event; with `like`, one of the same kind in the same place (or with the same person) and other particulars."""
    kind = kind or (like.kind if like else rng.choice(kinds))
    given, family = rng.sample(_GIVEN, 2), rng.sample(_FAMILY, 2)
    place, firm = rng.choice(_PLACE), rng.choice(_FIRM)
    n = rng.choice([rng.randint(11, 98), rng.randint(110, 990)])
    slots = {
        "p": family[0][0], "q": family[1][0], "P": f"{given[0][0]} {family[0][0]}", "Q": f"{given[1][0]} {family[1][0]}",
        "rp": family[0][1], "rq": family[1][1], "rP": f"{given[0][1]} {family[0][1]}", "rQ": f"{given[1][1]} {family[1][1]}",
        "l": place[0], "rl": place[1], "rm": place[2], "f": firm[0], "rf": firm[1],
        "n": str(n), "k": str(rng.randint(3, 40)),
    }  # fmt: skip
    if like is not None:
        kept = dict(like.slots)
        for name in ("l", "rl", "rm") if rng.random() < 0.7 else ("p", "P", "rp", "rP"):
            slots[name] = kept[name]
        if slots["n"] == kept["n"]:
            slots["n"] = str(int(kept["n"]) + 7)
    slots["w"] = _in_words(int(slots["k"]))
    slots["W"] = slots["w"].capitalize()
    return Event(kind, tuple(slots.items()))


def tell(event: Event, language: str, rng: Random, *, follow_up: bool = False, long: int = 0) -> Story:
    """A story of an event. A follow-up of another day gives the background and new sentences; `long` adds sentences on other matters."""
    kind = _EVERY[event.kind]
    russian = language == "ru"
    heads, body, filler = (kind["rhead"], kind["rbody"], _RFILLER) if russian else (kind["head"], kind["body"], _FILLER)
    paragraphs = [event.fill(sentence) for sentence in body]
    paragraphs += rng.sample(filler, rng.randint(1, 3))
    if long:
        paragraphs += rng.sample(RU_BACKGROUND if russian else BACKGROUND, long)
    if follow_up:
        lead = "Дело продолжается: комиссия начала проверку." if russian else "A commission has begun to look into the matter."
        return Story(("Комиссия: " if russian else "Commission at work: ") + event.fill(heads[1]), (lead, *paragraphs[:2]))
    return Story(event.fill(rng.choice(heads)), tuple(paragraphs))


def claim_of(event: Event, rng: Random, *, unlike: Event | None = None) -> str:
    """What an English article says of the event, without a full stop; with `unlike`, something that is not true of that one."""
    forms = _EVERY[event.kind]["claim"]
    if unlike is not None:
        forms = [form for form in forms if event.fill(form) != unlike.fill(form)] or forms
    return event.fill(rng.choice(forms))
