"""The feeds.yaml that is shipped: whole, honest about what is proven, and polite."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from monitor.config import load_feeds
from monitor.schema_export import feeds_schema
from monitor.schema_feeds import ArticleRules, Defaults, Feeds, FetchRules, LinkRules, Outlet, Source

ROOT = Path(__file__).parent.parent
START = {
    "antara-sulsel",
    "detik-sulsel",
    "fajar",
    "herald",
    "terkini-makassar",
    "tribun-timur",
    "sulselprov",
    "google-news",
}


@pytest.fixture(scope="module")
def feeds() -> Feeds:
    return load_feeds(ROOT / "feeds.yaml")


def test_all_outlets_of_the_region_are_listed(feeds: Feeds) -> None:
    news = [outlet for outlet in feeds.outlets if outlet.role != "aggregator"]

    assert len(news) == 89
    assert {outlet.id for outlet in feeds.outlets} >= START


def test_only_the_start_up_list_is_not_on_trial(feeds: Feeds) -> None:
    assert {outlet.id for outlet in feeds.outlets if outlet.enabled and not outlet.trial} == START


def test_every_outlet_that_is_visited_has_something_to_visit(feeds: Feeds) -> None:
    idle = [
        outlet.id
        for outlet in feeds.outlets
        if outlet.enabled and not any(one.enabled and not one.fallback for one in outlet.sources)
    ]

    assert idle == []


def test_every_address_lies_on_a_host_of_its_outlet(feeds: Feeds) -> None:
    strays = [
        source.url
        for outlet in feeds.outlets
        for source in outlet.sources
        if urlsplit(source.url).hostname not in outlet.hosts
    ]

    assert strays == []


def test_no_host_belongs_to_two_newsrooms(feeds: Feeds) -> None:
    owners: dict[str, str] = {}
    shared = [
        (host, owners[host], outlet.id)
        for outlet in feeds.outlets
        for host in outlet.hosts
        if owners.setdefault(host, outlet.id) != outlet.id
    ]

    assert shared == []


def test_look_alike_names_stay_apart(feeds: Feeds) -> None:
    ids = [outlet.id for outlet in feeds.outlets]

    pairs = [("beritasulsel", "berita-sulsel"), ("terkini-makassar", "makassarterkini")]
    assert all(ids.count(one) == 1 for pair in pairs for one in pair)


def test_no_address_is_polled_more_often_than_every_fifteen_minutes(feeds: Feeds) -> None:
    intervals = [
        one.interval or feeds.defaults.interval for outlet in feeds.outlets for one in outlet.sources
    ]

    assert min(intervals) >= 15 * 60


def test_no_host_is_asked_more_often_than_every_three_seconds(feeds: Feeds) -> None:
    delays = [outlet.fetch.delay or feeds.defaults.delay for outlet in feeds.outlets]

    assert min(delays) >= 3


def test_the_fajar_network_counts_as_one_host(feeds: Feeds) -> None:
    network = [one for one in feeds.outlets if any(host.endswith("fajar.co.id") for host in one.hosts)]

    assert len(network) >= 4
    assert {outlet.fetch.group for outlet in network} == {"fajar.co.id"}


def test_robots_are_respected_everywhere(feeds: Feeds) -> None:
    assert all(outlet.fetch.robots for outlet in feeds.outlets)


def test_user_agents_say_who_we_are_and_impersonate_no_crawler(feeds: Feeds) -> None:
    agents = {feeds.defaults.user_agent, *(outlet.fetch.user_agent for outlet in feeds.outlets)} - {""}

    assert all("HumasReaksiCepat" in agent for agent in agents)
    assert not any(re.search("googlebot|bingbot", agent, re.IGNORECASE) for agent in agents)


def test_national_newsrooms_need_a_place_of_the_region(feeds: Feeds) -> None:
    careless = [
        outlet.id
        for outlet in feeds.outlets
        if outlet.national and outlet.role == "news" and not outlet.needs_place
    ]

    assert careless == []


def test_no_secret_is_written_into_the_file(feeds: Feeds) -> None:
    text = (ROOT / "feeds.yaml").read_text(encoding="utf-8")

    assert not re.search(r"(?i)(api_?key|token|password|sandi)\s*[:=]\s*\S", text)
    assert [one.secret_env for o in feeds.outlets for one in o.sources if one.secret_env] == [
        "GOOGLE_ALERTS_FEED"
    ]


def test_the_json_schema_in_the_docs_is_that_of_the_code() -> None:
    assert (ROOT / "docs/feeds.schema.json").read_text(encoding="utf-8") == feeds_schema()


def test_the_json_schema_knows_every_key_that_the_shipped_file_uses() -> None:
    schema = json.loads(feeds_schema())
    raw = yaml.safe_load((ROOT / "feeds.yaml").read_text(encoding="utf-8"))

    known = set(schema["$defs"]["Outlet"]["properties"])
    assert {key for outlet in raw["outlets"] for key in outlet} <= known
    assert "anyOf" in schema["$defs"]["Defaults"]["properties"]["delay"]


@pytest.mark.parametrize("model", [Outlet, Source, ArticleRules, LinkRules, FetchRules, Defaults])
def test_the_documentation_names_every_key(model: type[Outlet]) -> None:
    text = (ROOT / "docs/feeds.md").read_text(encoding="utf-8")

    assert [key for key in model.model_fields if f"`{key}`" not in text] == []
