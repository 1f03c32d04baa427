"""What the engine's connector promises the hotline (docs/engine.md)."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.engine.conftest import Engine, FakeActions, engine_environment

BOOK = "je voudrais prendre rendez-vous avec le plombier"


def booked(call: dict[str, Any]) -> dict[str, Any]:
    """What an action of ours answers: a key, its facts and its choices."""
    told = call["tracker"]["latest_message"]["metadata"]
    facts = {"exchange": told.get("exchange_id"), "message": told["message_id"]}
    response = {"response": "utter_booked", "facts": facts, "choices": [{"value": "1", "title": "lundi"}]}
    return {"events": [], "responses": [response]}


def speechless_events(answer: dict[str, Any]) -> list[str]:
    return [event["event"] for event in answer["events"]]


def test_wrong_secret_is_refused(engine: Engine) -> None:
    for path, body in (("/turn", {}), ("/parse", {"messages": []})):
        assert engine.http.post(path, json=body, headers={"X-Engine-Secret": "wrong"}).status_code == 403


def test_malformed_bodies_name_the_field_and_quote_nothing(engine: Engine) -> None:
    message = {"id": "1", "text": "x"}
    cases = [
        ({}, "conversation_id"),
        ({"conversation_id": "1", "events": [], "message": {"id": "1"}}, "message.text"),
        ({"conversation_id": "1", "events": [{"event": "sesame", "text": "private"}], "message": message}, "events[0]"),
        ({"conversation_id": "1", "events": [], "message": {**message, "payload": {}}}, "message.payload"),
    ]
    for body, named in cases:
        response = engine.http.post("/turn", json=body)
        assert response.status_code == 400
        assert named in response.json()["error"]
        assert "private" not in response.text


def test_health_names_the_model(engine: Engine) -> None:
    assert engine.http.get("/health").json() == {"model": "test.tar.gz"}


def test_a_rule_answers_with_a_key(engine: Engine) -> None:
    answer = engine.turn("bonjour")
    assert answer["replies"] == [{"key": "utter_greet", "facts": {}, "choices": []}]
    assert answer["understood"]["intent"] == "greet"
    assert answer["failed_action"] is None


def test_facts_choices_and_metadata_pass_through_an_action(engine: Engine, actions: FakeActions) -> None:
    actions.answers["action_book"] = booked
    answer = engine.turn(BOOK, id="m7", metadata={"exchange_id": 42})
    assert answer["replies"][0] == {
        "key": "utter_booked",
        "facts": {"exchange": 42, "message": "m7"},
        "choices": [{"value": "1", "title": "lundi"}],
    }
    assert actions.headers[0]["X-Engine-Secret"] == "test-secret"


def test_only_new_events_come_back_and_a_replay_answers_the_same(engine: Engine, actions: FakeActions) -> None:
    first = engine.turn("le robinet de la cuisine goutte")
    assert first["replies"][0]["key"] == "utter_ask_place"
    assert speechless_events(first)[:3] == ["action", "session_started", "action"]
    answers = [engine.turn("sous la fenêtre", first["events"]) for _ in range(2)]
    assert answers[0]["replies"] == answers[1]["replies"] == [{"key": "utter_confirmed", "facts": {}, "choices": []}]
    assert answers[0]["events"][0]["event"] == "user"
    again = engine.turn("sous la fenêtre")
    assert again["replies"] != answers[0]["replies"], "the engine must remember nothing"


@pytest.mark.parametrize("text", ["/restart", '/book_appointment{"place": "x"}', "  //restart", "/"])
def test_a_tenant_cannot_order_an_intent(engine: Engine, actions: FakeActions, text: str) -> None:
    actions.answers["action_default_fallback"] = lambda _: {"events": [], "responses": [{"response": "utter_lost"}]}
    answer = engine.turn(text)
    assert answer["understood"]["confidence"] < 1.0
    user = next(event for event in answer["events"] if event["event"] == "user")
    assert not user["text"].startswith("/")
    assert all(event.get("name") != "action_restart" for event in answer["events"])


def test_a_payload_is_an_intent(engine: Engine, actions: FakeActions) -> None:
    answer = engine.turn("2", payload={"intent": "report_problem", "entities": {"situation": "damp.mold_walls"}})
    assert answer["understood"]["intent"] == "report_problem"
    assert answer["understood"]["situation"] == "damp.mold_walls"
    assert answer["understood"]["confidence"] == 1.0


@pytest.mark.parametrize(("text", "action"), [(BOOK, "action_book"), ("le robinet goutte", "validate_leak_form")])
def test_a_dead_action_server_confirms_nothing(engine: Engine, actions: FakeActions, text: str, action: str) -> None:
    actions.stop()
    answer = engine.turn(text)
    assert answer["failed_action"] == action
    assert answer["replies"] == []
    assert answer["events"] == []


def test_an_answer_against_the_schema_fails_the_turn(engine: Engine, actions: FakeActions) -> None:
    actions.answers["action_book"] = lambda _: {"events": [{"event": 3}], "responses": []}
    assert engine.turn(BOOK)["failed_action"] == "action_book"


def test_a_fallback_speaks_once_or_fails(engine: Engine, actions: FakeActions) -> None:
    assert engine.turn("oui")["failed_action"] == "action_default_fallback"
    actions.answers["action_default_fallback"] = lambda _: {"events": [], "responses": [{"response": "utter_lost"}]}
    answer = engine.turn("oui")
    assert [reply["key"] for reply in answer["replies"]] == ["utter_lost"]
    assert answer["failed_action"] is None
    assert answer["events"][-1]["name"] == "action_listen"


def test_conversations_at_once_do_not_mix(engine: Engine, actions: FakeActions) -> None:
    actions.answers["action_book"] = booked

    def exchange_told(number: int) -> int:
        answer = engine.turn(BOOK, conversation_id=str(number), id=f"m{number}", metadata={"exchange_id": number})
        told: int = answer["replies"][0]["facts"]["exchange"]
        return told

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(exchange_told, range(40))) == list(range(40))


def test_parse_reads_situations_and_references(engine: Engine) -> None:
    messages = [
        {"id": "a", "text": "mon robinet goutte"},
        {"id": "b", "text": "r 2026 123"},
        {"id": "c", "text": "14h30"},
    ]
    tap, reference, hour = engine.http.post("/parse", json={"messages": messages}).json()["results"]
    assert (tap["id"], tap["intent"], tap["situation"]) == ("a", "report_problem", "plumbing.tap_drip")
    assert tap["situations"][0]["code"] == "plumbing.tap_drip"
    assert reference["entities"] == {"reference": "R-2026-000123"}
    assert reference["intent"] == "follow_up_request"
    assert hour["intent"] == "add_information"


def test_nothing_of_a_message_is_logged(engine: Engine, actions: FakeActions) -> None:
    actions.stop()
    engine.turn("prendre rendez-vous zanzibarite")
    engine.turn('/zanzibarite{"place": "x"}')
    engine.http.post("/turn", json={"conversation_id": "1", "events": [{"event": "zanzibarite"}], "message": {}})
    assert "zanzibarite" not in engine.log.read_text()


def test_without_a_secret_the_engine_does_not_start(engine_python: str, project: Path) -> None:
    command = [engine_python, "-m", "rasa", "run", "--model", "models/test.tar.gz", "--credentials",
               "credentials.yml", "--endpoints", "endpoints.yml"]  # fmt: skip
    environment = {**engine_environment(0), "VEILLEUR_ENGINE_SECRET": ""}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode != 0
    assert "Set VEILLEUR_ENGINE_SECRET" in done.stdout + done.stderr
