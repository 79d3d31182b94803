"""What is not English is recognised, not judged, and sent to a person; danger in it is heard at once all the same.

The sentences were written for these tests and not checked by native speakers.
"""

import time

import pytest

from rules.detect.languages import Languages
from rules.detect.rulebook import RuleError, read_yaml
from rules.model.finding import NeedKind, Urgency
from rules.model.languages import LANGUAGES, language_of
from tests.rules.detect.conftest import Read

ORDINARY = {
    "pl": [
        "Dzień dobry, kiedy będzie otwarte biuro w czwartek?",
        "kiedy przyjdzie hydraulik bo czekam juz drugi dzien",
    ],
    "cy": ["Pryd fydd y swyddfa ar agor ddydd Iau?", "dwi wedi bod yn aros ers bore ddoe am y plymar"],
    "ro": ["Bună ziua, când este deschis biroul joi?", "cand vine instalatorul ca astept de doua zile"],
    "pt": ["Bom dia, quando é que o escritório está aberto?", "estou a espera do canalizador desde ontem de manha"],
    "so": ["Xafiisku goorma ayuu furan yahay maalinta Khamiista?", "waxaan sugayaa tuubbiistaha ilaa shalay"],
    "ur": ["Daftar kab khulta hai jumeraat ko?", "دفتر جمعرات کو کب کھلتا ہے؟"],
    "pa": ["Daftar veervaar nu kado khulda hai ji, mainu dasso", "ਦਫ਼ਤਰ ਵੀਰਵਾਰ ਨੂੰ ਕਦੋਂ ਖੁੱਲ੍ਹਦਾ ਹੈ?"],
    "bn": ["Office kobe khola thake apnara bolen", "অফিস বৃহস্পতিবার কখন খোলা থাকে?"],
    "ar": ["متى يفتح المكتب يوم الخميس؟", "law samaht wain el maktab, ana mish min hon, shukran"],
    "uk": ["Коли відкритий офіс у четвер, підкажіть"],
    "ru": ["Когда открыт офис в четверг, подскажите"],
    "hi": ["दफ़्तर गुरुवार को कब खुलता है?"],
    "fa": ["دفتر پنجشنبه چه ساعتی باز است؟"],
    "es": ["Buenos días, ¿cuándo abre la oficina el jueves, por favor?"],
    "fr": ["Bonjour, quand est-ce que le bureau est ouvert pour nous?"],
    "tr": ["Merhaba, ofis bugün ne zaman açık, bir bilgi lütfen"],
}

DANGER = {
    "pl": [
        "czuc gaz na calej klatce",
        "Sąsiadka nie oddycha, karetka!",
        "pali się w kuchni",
        "mąż mnie pobił",
        "nie chce mi sie zyc",
    ],
    "cy": ["mae arogl nwy yn y gegin", "mae'r fflat ar dân", "dydi dad ddim yn anadlu", "dwi ddim isio byw"],
    "ro": ["miroase a gaz in bucatarie", "a luat foc apartamentul", "mama nu respira", "sotul ma bate", "vreau sa mor"],
    "pt": ["cheira a gas na escada", "o predio esta a arder", "o meu pai nao respira", "ele bate-me", "quero morrer"],
    "so": ["gaaska ayaa uraya", "dab ayaa qabsaday guriga", "cunugga ma neefsanayo", "ninkayga wuu i garaacaa"],
    "ur": [
        "gas ki badboo aa rahi hai",
        "ghar mein aag lag gayi",
        "ammi behosh hain",
        "شوہر مارتا ہے",
        "میں مرنا چاہتی ہوں",
    ],
    "pa": ["rasoi vich agg lag gayi", "banda mainu marda hai", "ਘਰ ਵਿੱਚ ਗੈਸ ਲੀਕ ਹੈ", "ਬੱਚਾ ਬੇਹੋਸ਼ ਹੈ"],
    "bn": ["ghore aagun legeche", "gaser gondho", "amar shami amake mare", "আমি মরতে চাই", "মা শ্বাস নিতে পারছে না"],
    "ar": ["حريق في الشقة", "رائحة غاز في الدرج", "ابنتي لا تتنفس", "زوجي يهددني", "أريد أن أموت"],
}

ENGLISH = [
    "Thank you so much to the lads who came today",
    "gan canny man, wor bairn's fair clarty after that park",
    "och away ye cannae be serious, the weans are oot in the cauld",
    "'ow bist, me duck, any road up it's nobbut a lick o paint",
    "yo fam dis lift is bare dead innit bruv, man's walkin 12 floors",
    "wot time u lot open 2moz pls x",
    "Siobhan, Mohammed, Agnieszka, Gwenllian and Oluwaseun from Ysgol Bryn y Mor say ta",
    "Llanfairpwll and Pontcanna are lovely this time of year",
    "I can recommend the pierogi at the Polish club, na zdrowie everybody!",
    "mashallah what a lovely garden",
    "café au lait for everyone at the hub on Friday, it's a fête",
    "👏👏👏",
    "No.",
    "ffs",
    "07700 900123",
    "Kelly Jones Dave Smith Priya Patel",
]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in ORDINARY.items() for text in texts])
def test_a_language_is_named(read: Read, code: str, text: str) -> None:
    assert f"language:{code}" in read(text).degraded


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in DANGER.items() for text in texts])
def test_danger_in_another_language_calls_a_person_now(read: Read, code: str, text: str) -> None:
    found = read(text)
    assert any(need.urgency is Urgency.NOW and need.span is not None for need in found.needs), found


@pytest.mark.parametrize("text", ENGLISH)
def test_english_however_spoken_is_english(read: Read, text: str) -> None:
    assert not [name for name in read(text).degraded if language_of(name)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("pl", "The lift is out again. Nie mam jak zejść z dzieckiem. Can somebody ring me"),
        ("ro", "please help us, nu avem curent de ieri si copiii sunt mici, thank you"),
        ("ur", "Hello office, mere ghar mein paani aa raha hai teen din se. Flat 6."),
        ("ar", "Good morning, متى يأتي العامل؟ thank you"),
    ],
)
def test_a_comment_that_changes_language_is_not_judged_either(read: Read, code: str, text: str) -> None:
    assert f"language:{code}" in read(text).degraded


def test_letters_of_another_script_in_english_words_are_a_disguise_not_a_language(read: Read) -> None:
    found = read("you fuсking wаnkers")  # Cyrillic с and а
    assert not found.degraded
    assert found.findings


def test_what_english_rules_find_beside_another_language_stands(read: Read) -> None:
    found = read("nikt nie przyszedł, czekam trzy dni, you useless fucking wankers")
    assert "language:pl" in found.degraded
    assert found.findings


def test_no_language_is_claimed_that_is_not_known_but_the_comment_is_not_judged(read: Read) -> None:
    found = read("Habari za asubuhi majirani maji yamekatika tangu juzi za watoto wana njaa")
    assert found.degraded == ("language:und",)


def test_a_need_in_a_known_language_has_its_kind(read: Read) -> None:
    kinds = {need.kind for need in read("Czarna pleśń w pokoju dziecka").needs}
    assert NeedKind.HAZARD in kinds


def test_every_language_has_a_name_and_every_profile_a_language(texts: dict[str, str]) -> None:
    profiles = read_yaml("languages.yaml", texts["languages.yaml"])
    assert set(profiles["languages"]) <= set(LANGUAGES)
    profiles["languages"]["tlh"] = {"words": "nuqneH"}
    with pytest.raises(RuleError, match=r"languages\.yaml: tlh"):
        Languages(profiles)


def test_time_grows_with_the_length_of_the_text(texts: dict[str, str]) -> None:
    languages = Languages(read_yaml("languages.yaml", texts["languages.yaml"]))
    for part in ("nie jest dla, ", "ąćę ", "حريق a", "nie. "):
        once, four_times = (min(_seconds(languages, part * times) for _ in range(3)) for times in (2_000, 8_000))
        assert four_times < 12 * once + 0.05


def _seconds(languages: Languages, text: str) -> float:
    """Of this process: what others do on the machine counts for nothing, and the quickest of three has no pause in it."""
    begun = time.process_time()
    languages.unjudged(text)
    return time.process_time() - begun
