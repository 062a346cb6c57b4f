"""Topics: which wordings are found in a text, and what a clause is truly about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest
import yaml

from kg.errors import KGError, UsageError
from kg.extract import topic_grammar
from kg.extract.topics import STRONG, WEAK, TopicMatcher, clause_topics, find, matcher
from kg.knowledge import Knowledge
from kg.model import Span
from kg.reader import Reader
from kg.resources import ontology_dir
from kg.sources.article import article_from_text
from kg.text import canonical, matching
from kg.turtle import BG, SKOS, TurtleFile, local


class Case(TypedDict):
    """A clause of the data file."""

    text: str
    topics: list[str]
    optional: NotRequired[list[str]]
    article: NotRequired[str]


DATA = Path(__file__).parent / "data" / "topic_clauses.yaml"
CLAUSES: list[Case] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
CONTRACT = {
    "relations", "anniversary", "highLevelExchange", "principles", "trade", "investment", "economy",
    "supplyChains", "agriculture", "labour", "tourism", "transport", "energy", "greenTransition",
    "climate", "environment", "mekong", "health", "covid19", "vaccines", "education",
    "scienceTechnology", "digital", "culture", "peopleToPeople", "sports", "media", "consular",
    "humanitarian", "development", "warLegacy", "defence", "security", "maritime", "southChinaSea",
    "peacekeeping", "peaceStability", "asean", "multilateral", "internationalRegional", "humanRights",
    "nuclear", "ukraine", "myanmar", "middleEast", "taiwan", "border",
}  # fmt: skip


@pytest.fixture(scope="module")
def vi() -> TopicMatcher:
    return matcher(Knowledge.load(registry=False), "vi")


@pytest.fixture(scope="module")
def scheme() -> TurtleFile:
    return TurtleFile(ontology_dir() / "topics.ttl")


def cued(text: str, by: TopicMatcher) -> list[str]:
    return [mention.topic for mention in find(matching(canonical(text)), by)]


def about(clause: str, by: TopicMatcher, *, rest: str = "", exclude: Sequence[str] = ()) -> list[str]:
    text = canonical(f"{clause}\n{rest}")
    low = matching(text)
    out = [Span(at := text.index(name), at + len(name)) for name in exclude]
    return list(clause_topics(find(low, by), Span(0, len(clause)), low, out))


# ---------------------------------------------------------------- what a clause is about
@pytest.mark.parametrize("case", CLAUSES, ids=[case["text"][:60] for case in CLAUSES])
def test_a_clause_has_the_topics_that_a_careful_reader_gives_it(case: Case, vi: TopicMatcher) -> None:
    found = set(about(case["text"], vi, rest=case.get("article", "")))
    wanted, may = set(case["topics"]), set(case.get("optional", ()))
    assert wanted <= found <= wanted | may


def test_topics_come_in_the_order_of_the_text(vi: TopicMatcher) -> None:
    assert about("nhất trí hợp tác về du lịch, y tế, nông nghiệp và du lịch biển", vi) == [
        "tourism", "health", "agriculture",
    ]  # fmt: skip


def test_only_the_clause_counts_not_what_stands_around_it(vi: TopicMatcher) -> None:
    text = "Sau khi bàn về y tế, ông đề nghị mở đường sắt. Hai bên cũng nói về thể thao."
    low = matching(text)
    start, end = text.index("đề nghị"), text.index(". Hai")
    assert clause_topics(find(low, vi), Span(start, end), low) == ("transport",)


def test_a_wording_that_holds_a_whole_title_counts(vi: TopicMatcher) -> None:
    assert about("ủng hộ Thái Lan làm Chủ tịch ASEAN", vi, exclude=["Chủ tịch ASEAN"]) == ["asean"]


def test_words_in_titles_and_names_do_not_count(vi: TopicMatcher) -> None:
    clause = "đánh giá cao đóng góp của Bộ trưởng Y tế Nguyễn Văn A cho quan hệ hai nước"
    assert about(clause, vi, exclude=["Bộ trưởng Y tế Nguyễn Văn A"]) == ["relations"]
    assert about("cảm ơn Bộ trưởng Y tế Nguyễn Văn A", vi, exclude=["Bộ trưởng Y tế"]) == []


def test_the_name_of_a_body_cues_its_field_only_where_nothing_else_does(vi: TopicMatcher) -> None:
    assert about("đề nghị Bộ Giáo dục và Đào tạo hai nước trao đổi kinh nghiệm", vi) == ["education"]
    assert about("đề nghị Bộ Giáo dục và Đào tạo cùng mở rộng hợp tác thể thao", vi) == ["sports"]
    assert about("hợp tác bồi dưỡng cán bộ quốc phòng", vi) == ["education", "defence"]


def test_a_closing_formula_is_no_topic_but_the_same_words_as_the_point_are(vi: TopicMatcher) -> None:
    formula = "góp phần giữ vững hòa bình, ổn định của châu lục"
    assert about(f"nhất trí đẩy mạnh hợp tác thương mại, {formula}", vi) == ["trade"]
    assert about(f"mong Nga tiếp tục {formula}", vi) == ["peaceStability"]


def test_an_occasion_is_no_topic_but_an_anniversary_to_prepare_is(vi: TopicMatcher) -> None:
    day = "kỷ niệm 40 năm thiết lập quan hệ ngoại giao"
    assert about(f"đề nghị tăng cường giao lưu văn hóa nhân {day}", vi) == ["culture"]
    assert about(f"đề nghị cùng chuẩn bị lễ {day}", vi) == ["anniversary"]


def test_a_basis_is_no_topic_but_respect_as_the_point_is(vi: TopicMatcher) -> None:
    basis = "tôn trọng độc lập, chủ quyền và toàn vẹn lãnh thổ"
    assert about(f"nhất trí phát triển quan hệ hai nước trên cơ sở {basis} của nhau", vi) == ["relations"]
    assert about(f"khẳng định {basis} của Việt Nam", vi) == ["principles"]


def test_the_partnership_is_a_topic_beside_what_spells_it_out(vi: TopicMatcher) -> None:
    clause = "nhất trí làm sâu sắc quan hệ song phương thông qua các lĩnh vực như dệt may, lao động, y tế"
    assert about(clause, vi) == ["relations", "labour", "health"]


@pytest.mark.parametrize(
    ("clause", "topics"),
    [
        ("thúc đẩy quan hệ kinh tế - thương mại", ["trade"]),
        ("mở rộng quan hệ hợp tác quốc phòng", ["defence"]),
        ("củng cố quan hệ Đối tác chiến lược ASEAN - Nhật Bản", ["asean"]),
        ("đẩy mạnh quan hệ Đối tác Mekong - Hàn Quốc", ["mekong"]),
        ("phát triển quan hệ giữa hai nước trong các lĩnh vực du lịch, thể thao", ["tourism", "sports"]),
    ],
)
def test_a_partnership_in_a_field_is_that_field(clause: str, topics: list[str], vi: TopicMatcher) -> None:
    assert about(clause, vi) == topics


def test_economy_beside_trade_adds_nothing(vi: TopicMatcher) -> None:
    assert about("hợp tác kinh tế, thương mại và đầu tư", vi) == ["trade", "investment"]
    assert about("hợp tác kinh tế, đầu tư và thương mại", vi) == ["investment", "trade"]
    assert about("hợp tác thương mại - kinh tế", vi) == ["trade"]
    assert about("hợp tác kinh tế và đầu tư", vi) == ["economy", "investment"]
    assert about("hợp tác kinh tế", vi) == ["economy"]


def test_what_a_visit_does_for_the_relations_is_said_of_the_relations_too(vi: TopicMatcher) -> None:
    gain = "góp phần làm sâu sắc quan hệ hai nước"
    assert about(f"tin tưởng chuyến thăm sẽ thành công tốt đẹp, {gain}", vi) == [
        "highLevelExchange", "relations",
    ]  # fmt: skip
    assert about(f"đề nghị mở đường bay thẳng, {gain}", vi) == ["transport"]


def test_what_has_contributed_is_no_closing_formula(vi: TopicMatcher) -> None:
    assert about("cho rằng hợp tác du lịch đã góp phần tích cực vào quan hệ hai nước", vi) == [
        "tourism", "relations",
    ]  # fmt: skip
    assert about("nói đây là dịp để hợp tác du lịch và là cơ hội tốt để củng cố quan hệ hai nước", vi) == [
        "tourism", "relations",
    ]  # fmt: skip


def test_those_who_hold_a_stance_are_not_what_it_is_about(vi: TopicMatcher) -> None:
    who = "Đảng, Nhà nước, quân đội và nhân dân Lào"
    assert about(f"khẳng định {who} coi trọng tình hữu nghị với Việt Nam", vi) == ["relations"]
    assert about("đề nghị tăng cường trao đổi đoàn giữa quân đội hai nước", vi) == [
        "highLevelExchange", "defence",
    ]  # fmt: skip


def test_a_country_named_is_a_topic_only_where_nothing_else_is(vi: TopicMatcher) -> None:
    assert about("nói Washington chưa có quyết định nào về Syria", vi) == ["middleEast"]
    assert about("mong muốn hợp tác với Israel", vi) == ["relations"]
    assert about("đề nghị Israel chia sẻ kinh nghiệm nông nghiệp", vi) == ["agriculture"]
    assert about("trao đổi về thương mại và tình hình ở Yemen", vi) == ["trade", "middleEast"]
    assert about("kêu gọi hòa bình và hòa giải ở Myanmar", vi) == ["myanmar"]


def test_words_of_dispute_are_of_the_sea_where_the_article_speaks_of_it(vi: TopicMatcher) -> None:
    clause = "kêu gọi các bên giải quyết tranh chấp bằng biện pháp hòa bình, tự kiềm chế"
    assert about(clause, vi) == ["peaceStability"]
    assert about(clause, vi, rest="Hai bên nêu vấn đề Biển Đông.") == ["southChinaSea"]
    assert about(clause, vi, rest="Hai bên nêu vấn đề Đài Loan và Biển Đông.") == ["peaceStability"]


def test_the_side_before_the_dash_does_not_make_a_partnership_bilateral(vi: TopicMatcher) -> None:
    assert about("ủng hộ quan hệ Đối tác chiến lược Ấn Độ - ASEAN", vi) == ["asean"]


def test_nothing_is_said_of_a_clause_without_a_wording(vi: TopicMatcher) -> None:
    assert about("chúc mừng ông trên cương vị mới", vi) == []
    assert about("", vi) == []


# ---------------------------------------------------------------- what is found
@pytest.mark.parametrize(
    "wording",
    ["vắc xin", "vắc-xin", "vắcxin", "Vaccine", "vắc – xin", "VẮC XIN", "vac-xin"],
)
def test_every_spelling_of_a_wording_is_found(wording: str, vi: TopicMatcher) -> None:
    assert cued(f"nguồn {wording} đã về", vi) == ["vaccines"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("khoa học – công nghệ", "scienceTechnology"),
        ("khoa học-công nghệ", "scienceTechnology"),
        ("khoa học và\ncông nghệ", "scienceTechnology"),
        ("hoà bình", "peaceStability"),
        ("kĩ thuật số", "digital"),
        ("kỉ niệm", "anniversary"),
        ("Mê Kông", "mekong"),
        ("Mê-công", "mekong"),
        ("Liên hiệp quốc", "multilateral"),
        ("HĐBA LHQ", "multilateral"),
        ("phòng, chống tội phạm", "security"),
        ("phòng chống tội phạm", "security"),
        ("xung đột ở U-crai-na", "ukraine"),
        ("quan hệ Pháp - Đức", "relations"),
        ("quan hệ Lào - Thái Lan", "relations"),
        ("cộng đồng người Ba Lan", "consular"),
        ("hợp tác giữa hai nước trên tất cả các lĩnh vực", "relations"),
        ("doanh nghiệp Bỉ", "investment"),
    ],
)
def test_variants_of_dashes_tones_letters_and_joiners_are_one(
    text: str, topic: str, vi: TopicMatcher
) -> None:
    assert set(cued(text, vi)) == {topic}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("an ninh", ["security"]),
        ("an ninh năng lượng", ["energy"]),
        ("an ninh lương thực", ["agriculture"]),
        ("an ninh mạng", ["security"]),
        ("Cố vấn An ninh quốc gia", []),
        ("kinh tế số", ["digital"]),
        ("tự do hàng hải - hàng không", ["southChinaSea"]),
        ("năng lực hàng hải", ["maritime"]),
        ("hoạt động gìn giữ hòa bình của Liên hợp quốc", ["peacekeeping"]),
        ("Công ước Liên hợp quốc về Luật Biển", ["southChinaSea"]),
        ("Đối tác chiến lược toàn diện vì hòa bình, hợp tác và phát triển bền vững", ["relations"]),
        ("hợp tác an ninh biển", ["maritime"]),
        ("cơ chế hợp tác thương mại", ["trade"]),
        ("vấn đề song phương, khu vực và quốc tế cùng quan tâm", ["internationalRegional", "relations"]),
        ("cột mốc quan trọng", []),
        ("cột mốc biên giới", ["border"]),
        ("năng lực hành pháp trên biển", ["maritime"]),
        ("kỷ niệm chương", []),
        ("hợp tác xã", []),
        ("chuyển đổi năng lượng", ["energy", "greenTransition"]),
    ],
)
def test_the_longest_wording_wins(text: str, topics: list[str], vi: TopicMatcher) -> None:
    assert sorted(cued(text, vi)) == topics


def test_a_wording_inside_a_word_is_none(vi: TopicMatcher) -> None:
    assert cued("Doctor Cocktail ở Moscow, quần áo da campuchia", vi) == []


def test_spans_point_to_the_words(vi: TopicMatcher) -> None:
    text = canonical("Ông nêu vấn đề Biển Đông và đường sắt\nrồi bàn về ODA.")
    found = find(matching(text), vi)
    assert [mention.span.of(text) for mention in found] == ["vấn đề Biển Đông", "đường sắt", "ODA"]
    assert [mention.span.start for mention in found] == sorted(mention.span.start for mention in found)


def test_weak_wordings_are_marked_so(vi: TopicMatcher) -> None:
    found = find(matching("hợp tác và du lịch"), vi)
    assert [(mention.topic, mention.weight) for mention in found] == [
        ("relations", WEAK),
        ("tourism", STRONG),
    ]


def test_a_general_word_means_the_narrower_topic_where_the_article_speaks_of_it(vi: TopicMatcher) -> None:
    assert cued("hỗ trợ phòng chống dịch bệnh", vi) == ["health"]
    assert set(cued("hỗ trợ phòng chống dịch bệnh. Số ca Covid-19 giảm.", vi)) == {"covid19"}


def test_nothing_is_found_in_nothing(vi: TopicMatcher) -> None:
    assert find("", vi) == []
    assert find("\n \n", vi) == []


# ---------------------------------------------------------------- the scheme
def test_the_scheme_holds_every_topic_of_the_contract_named_and_defined_in_both_languages(
    scheme: TurtleFile,
) -> None:
    iris = {local(iri): iri for iri, _ in scheme.of_type(SKOS + "Concept")}
    assert set(iris) >= CONTRACT
    for iri in iris.values():
        assert set(scheme.label(iri)) == {"en", "vi"}
        assert set(scheme.names(iri, SKOS + "definition")) == {"en", "vi"}


def test_broader_topics_exist_and_lead_to_a_top_one() -> None:
    topics = Knowledge.load(registry=False).topics
    for topic in topics.values():
        above = [topic.id]
        while (parent := topics[above[-1]].broader) is not None:
            assert parent in topics
            assert parent not in above
            above.append(parent)


def wordings(scheme: TurtleFile, iri: str, language: str) -> list[str]:
    kinds = [SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel", BG + "weakName"]
    return [matching(word) for kind in kinds for word in scheme.names(iri, kind).get(language, ())]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_wording_stands_once_in_its_topic(language: str, scheme: TurtleFile) -> None:
    for iri, _ in scheme.of_type(SKOS + "Concept"):
        words = wordings(scheme, iri, language)
        assert sorted(words) == sorted(set(words)), local(iri)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_decoy_holds_a_wording_of_its_topic_and_is_none_of_any(language: str, scheme: TurtleFile) -> None:
    concepts = [iri for iri, _ in scheme.of_type(SKOS + "Concept")]
    every = {word for iri in concepts for word in wordings(scheme, iri, language)}
    for iri in concepts:
        own = wordings(scheme, iri, language)
        for decoy in map(matching, scheme.names(iri, BG + "decoy").get(language, ())):
            assert decoy not in every, decoy
            assert any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", decoy) for word in own), decoy


def test_every_vietnamese_wording_is_found_as_its_own_topic(scheme: TurtleFile, vi: TopicMatcher) -> None:
    for iri, _ in scheme.of_type(SKOS + "Concept"):
        for word in wordings(scheme, iri, "vi"):
            found = {mention.topic for mention in find(word, vi) if len(mention.span) == len(word)}
            narrower = {topic for topic, parent in vi.broader.items() if parent in found}
            narrower |= {topic for topic, above in vi.grammar.general.items() if found.intersection(above)}
            assert local(iri) in found | narrower, word


# ---------------------------------------------------------------- bad packs
@pytest.mark.parametrize("source", ["", "[1, 2]", "spellings: [", "joiners: 3"])
def test_a_broken_grammar_is_one_line_that_names_the_file(source: str) -> None:
    with pytest.raises(KGError) as caught:
        topic_grammar.parse(source, where="pack/topics.yaml")
    assert "pack/topics.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_key_of_the_grammar_is_named() -> None:
    with pytest.raises(KGError, match="spellings"):
        topic_grammar.parse("joiners: []", where="pack/topics.yaml")


def test_a_language_without_a_pack_is_refused() -> None:
    with pytest.raises(UsageError, match="xx"):
        topic_grammar.grammar("xx")


# ---------------------------------------------------------------- statements of an article
@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Knowledge.load(registry=False))


def said(reader: Reader, *sentences: str) -> list[tuple[str, tuple[str, ...]]]:
    """The statements of an article: the words of each and its topics."""
    article = article_from_text("own", "Tin đối ngoại\n\n" + " ".join(sentences))
    return [
        (statement.evidence[0].of(article.text), statement.topics)
        for statement in reader.read(article).statements
    ]


ENVOY = "Sáng 5/3, tại Hà Nội, Bộ trưởng Ngoại giao Phạm Văn Hải tiếp Đại sứ Yemen tại Việt Nam Salem Nasser."
GENERALS = (
    "Chiều 7/3, tại Hà Nội, Bộ trưởng Quốc phòng Trần Quang Vinh hội đàm với "
    "Bộ trưởng Quốc phòng Lào Khamla Sengdara."
)
ENVOYS = "Chiều 7/3, tại Hà Nội, Thủ tướng Trần Quang Vinh hội đàm với Thủ tướng Lào Khamla Sengdara."


def test_the_name_of_the_other_side_is_no_topic_of_a_talk(reader: Reader) -> None:
    found = said(reader, ENVOY, "Bộ trưởng Phạm Văn Hải khẳng định Việt Nam luôn ghi nhớ tấm lòng của Yemen.")
    assert [topics for _, topics in found] == [()]


def test_the_other_side_is_the_topic_where_the_talk_is_about_a_crisis_there(reader: Reader) -> None:
    found = said(
        reader, ENVOY, "Bộ trưởng Phạm Văn Hải bày tỏ mong muốn xung đột kéo dài tại Yemen sớm chấm dứt."
    )
    assert [topics for _, topics in found] == [("middleEast",)]


def test_cooperation_between_two_ministers_of_one_field_is_in_that_field(reader: Reader) -> None:
    wish = "Bộ trưởng Trần Quang Vinh đề nghị hai bên tăng cường hợp tác trong thời gian tới."
    assert said(reader, GENERALS, wish)[-1][1] == ("defence",)
    assert said(reader, ENVOYS, wish.replace("Bộ trưởng", "Thủ tướng"))[-1][1] == ("relations",)


def test_what_two_ministers_of_one_field_arrange_is_within_it(reader: Reader) -> None:
    wish = "Bộ trưởng Trần Quang Vinh đề nghị tăng số học bổng cho cán bộ trẻ của hai bên."
    assert said(reader, GENERALS, wish)[-1][1] == ("education", "defence")
    assert said(reader, ENVOYS, wish.replace("Bộ trưởng", "Thủ tướng"))[-1][1] == ("education",)


def test_the_relations_as_such_stay_so_even_between_such_ministers(reader: Reader) -> None:
    stance = "Bộ trưởng Trần Quang Vinh khẳng định coi trọng tình hữu nghị giữa hai nước."
    assert said(reader, GENERALS, stance)[-1][1] == ("relations",)


@pytest.mark.parametrize(
    ("clause", "topics"),
    [
        ("đề nghị Lào phối hợp chặt chẽ về vấn đề này", ("energy",)),
        ("đề nghị Lào cùng tháo gỡ vướng mắc trong lĩnh vực nêu trên", ("energy",)),
        ("đề nghị hai bên hợp tác trên tinh thần cùng có lợi", ("relations",)),
        ("cảm ơn Lào ủng hộ điều này", ("energy",)),
        ("đề nghị mở rộng du lịch vì điều này cần cho người dân", ("tourism",)),
    ],
)
def test_words_that_point_back_have_the_topics_of_the_statement_before(
    clause: str, topics: tuple[str, ...], reader: Reader
) -> None:
    first = "Thủ tướng Trần Quang Vinh đề nghị Lào bán điện gió cho Việt Nam."
    assert said(reader, ENVOYS, first, f"Thủ tướng Trần Quang Vinh {clause}.")[-1][1] == topics


def test_a_field_named_in_front_of_the_clause_is_its_topic(reader: Reader) -> None:
    found = said(reader, ENVOYS, "Về giáo dục, hai bên nhất trí tiếp tục hợp tác chặt chẽ.")
    assert found[-1][1] == ("education",)
