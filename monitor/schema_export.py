"""Gives the JSON Schema of ``feeds.yaml``, for editors that complete and check while one types.

``python -m monitor.schema_export > docs/feeds.schema.json`` renews the file; a test keeps it equal.
"""

from __future__ import annotations

import json
import sys

from monitor.schema_feeds import Feeds


def feeds_schema() -> str:
    """Return the JSON Schema of the whole file as text, keys sorted, with a closing newline.

    Texts that stand for numbers and lists ("15m", one value instead of a list) are allowed as in the reader.
    """
    schema = Feeds.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(_loosen(schema), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _loosen(node: object) -> object:
    """Return the schema with the short forms that validators accept before pydantic's own types apply."""
    if isinstance(node, list):
        return [_loosen(one) for one in node]
    if not isinstance(node, dict):
        return node
    loose = {key: _loosen(value) for key, value in node.items()}
    if node.get("type") == "number":
        return {
            "anyOf": [_bare(loose), {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*[smhd]\s*$"}],
            **_about(loose),
        }
    if node.get("type") == "array" and node.get("items", {}).get("type") == "string":
        return {"anyOf": [_bare(loose), node["items"]], **_about(loose)}
    return loose


def _about(node: dict[str, object]) -> dict[str, object]:
    return {key: node[key] for key in ("default", "title") if key in node}


def _bare(node: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in node.items() if key not in ("default", "title")}


if __name__ == "__main__":
    sys.stdout.write(feeds_schema())
