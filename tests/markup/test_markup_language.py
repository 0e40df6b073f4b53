"""language_of: headlines and sentences of the languages that newsrooms cite; None where unsure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.markup import language_of

SENTENCES = [
    ("en", "Harbour Workers Vote to End the Strike After Two Weeks"),
    ("en", "The council will meet on Monday."),
    ("ru", "Портовые рабочие проголосовали за прекращение забастовки"),
    ("ru", "В городе прошёл митинг у здания администрации"),
    ("uk", "Працівники порту проголосували за припинення страйку"),
    ("be", "Рабочыя порта прагаласавалі за спыненне забастоўкі, якая ішла два тыдні"),
    ("bg", "Работниците на пристанището гласуваха за края на стачката, която продължи две седмици"),
    ("kk", "Порт жұмысшылары ереуілді тоқтату үшін дауыс берді"),
    ("fr", "Les ouvriers du port ont voté la fin de la grève"),
    ("de", "Die Hafenarbeiter haben für das Ende des Streiks gestimmt"),
    ("es", "Los trabajadores del puerto votaron por el fin de la huelga"),
    ("pt", "Os trabalhadores do porto votaram pelo fim da greve e não querem mais"),
    ("it", "I lavoratori del porto hanno votato per la fine dello sciopero"),
    ("pl", "Pracownicy portu zagłosowali za zakończeniem strajku, który trwał dwa tygodnie"),
    ("tr", "Liman işçileri grevin sona ermesi için oy verdi ve bu karar bugün açıklandı"),
    ("az", "Liman işçiləri tətilin dayandırılması üçün səs verdi"),
    ("nl", "De havenarbeiders hebben gestemd voor het einde van de staking"),
    ("ar", "صوت عمال الميناء على إنهاء الإضراب الذي استمر أسبوعين"),
    ("fa", "کارگران بندر به پایان اعتصاب که دو هفته بود رای دادند"),
    ("zh", "港口工人投票结束罢工"),
    ("ja", "港の労働者はストライキの終了に投票した"),
    ("ko", "항만 노동자들이 파업 종료에 투표했다"),
    ("ka", "პორტის მუშებმა გაფიცვის დასრულებას დაუჭირეს მხარი"),
    ("hy", "Նավահանգստի աշխատողները քվեարկեցին"),
    ("el", "Οι εργάτες του λιμανιού ψήφισαν"),
    ("he", "עובדי הנמל הצביעו"),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES, ids=[f"{code}: {text[:20]}" for code, text in SENTENCES])
def test_sentences(language, sentence):
    assert language_of(sentence) == language


def test_addresses_and_initials_say_nothing():
    assert language_of("One wall stands. https://post.example/de/la/que/los/con The other fell.") == "en"
    assert language_of("Filed: 35 U.S.C. 111, F. A. Z. U. S.") is None


@pytest.mark.parametrize("text", ["", "12 345", "Reuters", "Interfax, TASS", "—", "OK", "qwrt zxcv bnmk"])
def test_too_little_to_say(text):
    assert language_of(text) is None


@given(st.text(max_size=300))
def test_never_raises_and_is_steady(text):
    assert language_of(text) == language_of(text)
