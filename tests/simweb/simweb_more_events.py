"""Further made-up events, told with fewer particulars in common: other verbs, numbers in words, sums in other units.

synthetic: nobody and nothing in it is real. Slots are those of simweb_events, and {w}/{W}: the number {k} in English words.
"""

# ruff: noqa: E501 (made-up sentences are data)

from __future__ import annotations

MORE_KINDS: dict[str, dict[str, list[str]]] = {
    "strike": {
        "head": ["Miners in {l} stay underground", "{l} coal miners begin hunger strike"],
        "body": [
            "Coal miners at the {f} pit in {l} have refused to come to the surface and declared a hunger strike.",
            "According to {P} of the independent union, {n} men are taking part; they have had no pay since the spring.",
            "The management says that the debts will be settled after the sale of the company's railway cars.",
        ],
        "rhead": ["Горняки в {rm} отказались подниматься на поверхность", "Шахтеры объявили голодовку в {rm}"],
        "rbody": [
            "Горняки шахты компании «{rf}» в {rm} отказались подниматься на поверхность и объявили голодовку.",
            "По словам представителя независимого профсоюза, в акции участвуют {n} человек; {rP} добавил, что зарплату они не получали с весны.",
            "Руководство предприятия заявляет, что долги погасят после продажи вагонов.",
        ],
        "claim": [
            "Unpaid since spring, {n} coal miners in {l} stopped eating and remained in the shaft, union leader {p} told reporters",
            "A hunger strike began in a mine of {f} in {l}, where workers are owed wages",
        ],
    },
    "flood": {
        "head": ["River bursts banks, hundreds evacuated in {l}", "{l} under water after heavy rain"],
        "body": [
            "Hundreds of residents of {l} were evacuated when the river burst its banks after three days of rain.",
            "{n} houses and two bridges are under water, and {W} villages are without electricity, rescuers say.",
            "Governor {P} has declared a state of emergency and asked the federal centre for help.",
        ],
        "rhead": ["В {rm} эвакуируют жителей: река вышла из берегов", "Паводок в {rm}: введен режим ЧС"],
        "rbody": [
            "Сотни жителей эвакуированы в {rm}, где после трехдневных дождей река вышла из берегов.",
            "Под водой оказались {n} домов и два моста, без света остаются {k} деревень, сообщили спасатели.",
            "Губернатор {rP} ввел режим чрезвычайной ситуации и попросил помощи у федерального центра.",
        ],
        "claim": [
            "Flooding submerged {n} homes in {l}, and Governor {p} imposed an emergency regime",
            "In {l}, torrential rains forced the evacuation of hundreds of people; {w} villages lost power",
        ],
    },
    "verdict": {
        "head": ["Journalist {p} sentenced to {k} years", "Court jails reporter {p} in {l}"],
        "body": [
            "A court in {l} has found journalist {P} guilty of extortion and sentenced him to {k} years in a penal colony.",
            "The prosecutor had asked for a longer term. {p} maintains that the case is revenge for his articles on {f}.",
            "Press freedom organisations have called the trial unfair.",
        ],
        "rhead": ["Журналиста {rp} приговорили к {k} годам колонии", "Суд в {rm} вынес приговор журналисту"],
        "rbody": [
            "Суд в {rm} признал журналиста виновным в вымогательстве и приговорил к {k} годам колонии. {rP} вину не признал.",
            "Прокурор просил более длительный срок. Осужденный считает дело местью за статьи о компании «{rf}».",
            "Правозащитные организации назвали процесс несправедливым.",
        ],
        "claim": [
            "Reporter {P}, who had written about {f}, was convicted of extortion and will spend {w} years behind bars",
            "A judge in {l} handed {p} a {k}-year prison term in a case that media watchdogs consider retaliation",
        ],
    },
    "raid": {
        "head": ["Search at offices of {f}", "Investigators raid {f} over tax debt"],
        "body": [
            "Masked officers searched the offices of {f} in {l} on Tuesday morning and took away computers and documents.",
            "The investigation concerns unpaid taxes of {n} million rubles. {P}, the chief accountant, was questioned as a witness.",
            "The company says that it has paid everything it owes.",
        ],
        "rhead": ["В офисе «{rf}» прошли обыски", "Следователи пришли в «{rf}» из-за налогов"],
        "rbody": [
            "Утром во вторник сотрудники в масках провели обыск в офисе компании «{rf}» в {rm}, изъяты компьютеры и документы.",
            "Расследование касается неуплаты налогов на {n} миллионов рублей. Главный бухгалтер допрошена в качестве свидетеля, {rP} отказался от комментариев.",
            "В компании утверждают, что все налоги уплачены.",
        ],
        "claim": [
            "Law enforcement officers confiscated documents and computers at {f}, which is alleged to have evaded {n} million rubles in taxes",
            "{f} was searched in {l} as part of a tax evasion probe",
        ],
    },
    "defection": {
        "head": ["Colonel {p} changes sides", "Rebel commander {p} surrenders near {l}"],
        "body": [
            "Field commander {P} has laid down his arms and surrendered to the authorities near {l} together with {k} of his men.",
            "Local elders had negotiated with him for a month.",
            "He has been promised an amnesty if he is not found to have taken part in killings.",
        ],
        "rhead": ["Полевой командир {rp} сложил оружие", "Под городом {rl} сдалась группа боевиков"],
        "rbody": [
            "Полевой командир сложил оружие и сдался властям близ города {rl} вместе с {k} соратниками. {rP} вел переговоры месяц.",
            "Посредниками выступили местные старейшины.",
            "Ему обещана амнистия, если его причастность к убийствам не подтвердится.",
        ],
        "claim": [
            "Insurgent leader {P} gave himself up with {w} followers after talks with village elders",
            "Near {l}, field commander {p} and {k} fighters turned themselves in and may be amnestied",
        ],
    },
    "budget": {
        "head": ["Parliament raises defence spending", "Budget: more for army, less for schools"],
        "body": [
            "Lawmakers have approved the budget in its third reading: defence spending is to grow by {k} percent next year, to {n} billion rubles.",
            "Finance minister {P} said that the deficit would be covered from the reserve fund.",
            "The opposition abstained from the vote in protest against cuts in education.",
        ],
        "rhead": ["Депутаты увеличили расходы на оборону", "Бюджет принят в третьем чтении"],
        "rbody": [
            "Депутаты приняли бюджет в третьем чтении: расходы на оборону в будущем году вырастут на {k} процентов, до {n} миллиардов рублей.",
            "Министр финансов заявил, что дефицит покроют из резервного фонда. {rP} отверг критику.",
            "Оппозиция не участвовала в голосовании, протестуя против сокращения расходов на образование.",
        ],
        "claim": [
            "Military expenditures will increase by {k} percent to {n} billion rubles under the budget passed by the parliament",
            "Finance Minister {p} plans to draw on the reserve fund to finance the deficit, as the defense budget reaches {n} billion rubles",
        ],
    },
    "border": {
        "head": ["Shots at the frontier: {k} guards wounded", "Skirmish on border near {l}"],
        "body": [
            "Border guards came under fire near {l} on Monday night, and {k} of them were wounded, one seriously.",
            "Colonel {P}, who heads the district's border troops, blamed smugglers of fuel.",
            "The neighbouring state has closed the crossing and asked for a joint investigation.",
        ],
        "rhead": ["Перестрелка на границе: ранены {k} пограничников", "Пограничный наряд обстрелян у города {rl}"],
        "rbody": [
            "В ночь на вторник близ города {rl} был обстрелян пограничный наряд, ранены {k} пограничников, один тяжело.",
            "Начальник пограничного управления обвинил контрабандистов топлива. {rP} провел совещание на месте.",
            "Соседнее государство закрыло пункт пропуска и предложило совместное расследование.",
        ],
        "claim": [
            "Smugglers were blamed when {w} border troops were injured by gunfire in the area of {l}",
            "Colonel {p} accused fuel traffickers of shooting at a patrol near {l}, and the checkpoint was closed",
        ],
    },
    "deal": {
        "head": ["{f} buys rival's shares", "Sale of stake to {f} is completed"],
        "body": [
            "{f} has become the owner of a blocking stake in the {l} metals plant; the price was {n} million dollars.",
            "The seller, entrepreneur {P}, leaves the board of directors.",
            "Antitrust officials approved the transaction {k} days ago.",
        ],
        "rhead": ["«{rf}» купил блокирующий пакет", "Предприниматель {rp} продал акции завода"],
        "rbody": [
            "Компания «{rf}» стала владельцем блокирующего пакета акций металлургического завода в {rm}, сумма сделки составила {n} миллионов долларов.",
            "Продавец, предприниматель {rP}, покидает совет директоров.",
            "Антимонопольная служба одобрила сделку {k} дней назад.",
        ],
        "claim": [
            "Businessman {p} sold his stake in a metallurgical plant in {l} for {n} million dollars",
            "With the approval of the antimonopoly agency, {f} purchased a blocking share in a metals plant from {P}",
        ],
    },
    "epidemic": {
        "head": ["Schools closed in {l} as infection spreads", "Quarantine in {l}"],
        "body": [
            "All schools in {l} have been closed for a quarantine after {n} children fell ill with an intestinal infection.",
            "Chief physician {P} said that the source was probably the water supply.",
            "{W} kindergartens will be checked by the end of the week.",
        ],
        "rhead": ["В {rm} школы закрыты на карантин", "Вспышка инфекции: заболели {n} детей"],
        "rbody": [
            "Все школы в {rm} закрыты на карантин: кишечной инфекцией заболели {n} детей.",
            "Главный врач полагает, что источником стал водопровод. {rP} обратился к жителям.",
            "До конца недели проверят {k} детских садов.",
        ],
        "claim": [
            "An outbreak of intestinal disease among {n} children led to a quarantine of the schools in {l}",
            "Contaminated water is the probable cause of the infection in {l}, according to chief physician {p}",
        ],
    },
    "rocket": {
        "head": ["Launch postponed at range near {l}", "Missile test near {l} called off"],
        "body": [
            "The test launch of a new missile from the range near {l} has been put off for {k} days because of a fault in the guidance system.",
            "General designer {P} of {f} called the delay routine.",
            "It is the second postponement this year.",
        ],
        "rhead": ["Испытания ракеты под городом {rl} отложены", "Пуск ракеты перенесен на {k} дней"],
        "rbody": [
            "Испытательный пуск новой ракеты с полигона близ города {rl} отложен на {k} дней из-за неисправности системы наведения.",
            "Генеральный конструктор назвал задержку рабочей. {rP} возглавляет «{rf}» десять лет.",
            "Это уже второй перенос в этом году.",
        ],
        "claim": [
            "Because of problems with guidance, a missile test at {l} was delayed by {w} days, said designer {p}",
            "{f} delayed the launch of its new missile near {l} for the second time this year",
        ],
    },
}

#: What every page of a paper may carry, and what no claim is about.
BACKGROUND = [
    "The region's budget depends on transfers from the centre, and its unemployment is among the highest in the country.",
    "Elections to the local assembly are to be held in the autumn, and nine parties have been registered so far.",
    "The international monitoring mission is expected to publish its own findings before the end of the month.",
    "In recent years, several officials of the administration have been dismissed on various grounds.",
    "Observers recall that similar measures were announced two years ago but were never carried out in full.",
    "The prices of fuel, transport and communal services rose again at the beginning of the quarter.",
]
RU_BACKGROUND = [
    "Бюджет региона зависит от трансфертов из центра, а безработица здесь одна из самых высоких в стране.",
    "Осенью пройдут выборы в местное собрание, к настоящему времени зарегистрированы девять партий.",
    "Международная миссия наблюдателей должна опубликовать собственные выводы до конца месяца.",
    "За последние годы несколько чиновников администрации были уволены по разным основаниям.",
    "Наблюдатели напоминают, что подобные меры объявлялись два года назад, но так и не были выполнены.",
    "В начале квартала снова выросли цены на топливо, транспорт и коммунальные услуги.",
]
