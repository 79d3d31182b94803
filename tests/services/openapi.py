"""Checks traffic against a platform's own description of its API (OpenAPI 3.1): every request sent, every reply given.

The descriptions lie in ../shared and are not part of this repository; without one nothing is checked, and nothing claimed.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types
from referencing import Registry
from referencing.jsonschema import DRAFT202012

Json = Any
SPECS = Path(__file__).parents[2].parent / "shared" / "data" / "specs"
_LONGEST = 200


class Spec:
    """One description. `checked` counts the exchanges looked at, `violations` what was wrong with them."""

    def __init__(self, document: Mapping[str, Json]) -> None:
        self._document = document
        self._registry: Registry[Json] = Registry().with_resource("urn:spec", DRAFT202012.create_resource(document))
        self._validators: dict[str, Draft202012Validator] = {}
        routes = [(path.count("{"), _pattern(path), path) for path in document["paths"]]
        self._routes = sorted(routes, key=lambda route: route[0])  # those without parameters first
        self.checked = 0
        self.violations: Counter[str] = Counter()

    def see(
        self, method: str, path: str, query: Mapping[str, str], body: Json | None, status: int, reply: Json | None
    ) -> None:
        """Check one exchange, with the path as the description writes it (no version prefix)."""
        self.checked += 1
        self.violations.update(self._wrong(method, path, query, body, status, reply))

    def shows(self, union: str, kind: str, value: Json) -> None:
        """Check something told over a stream, against the schema that a union names for its kind."""
        self.checked += 1
        chosen = self._document["components"]["schemas"][union]["discriminator"]["mapping"][kind]
        self.violations.update(f"{union} {kind}: {wrong}" for wrong in self._errors({"$ref": chosen}, value))

    def _wrong(
        self, method: str, path: str, query: Mapping[str, str], body: Json | None, status: int, reply: Json | None
    ) -> list[str]:
        name, operation = self._operation(method, path)
        if operation is None:
            return [f"{method} {path}: not in the description"]
        parameters = [self._resolved(one) for one in operation.get("parameters", [])]
        known = {one["name"] for one in parameters if one.get("in") == "query"}
        said = [f"{method} {name}: query {one!r} unknown" for one in query if one not in known]
        asked = self._resolved(operation.get("requestBody") or {}).get("content", {}).get("application/json")
        if body is not None and asked:
            said += [f"{method} {name}: request {wrong}" for wrong in self._errors(asked["schema"], body)]
        answers = operation["responses"]
        answer = answers.get(str(status)) or answers.get(f"{status // 100}XX") or answers.get("default")
        if answer is None:
            return [*said, f"{method} {name}: status {status} unknown"]
        schema = self._resolved(answer).get("content", {}).get("application/json", {}).get("schema")
        if schema and reply is not None:
            said += [f"{method} {name}: reply {status} {wrong}" for wrong in self._errors(schema, reply)]
        return said

    def _operation(self, method: str, path: str) -> tuple[str, Json | None]:
        for _, pattern, name in self._routes:
            item = self._document["paths"][name]
            if pattern.fullmatch(path) and method.lower() in item:
                return name, item[method.lower()]
        return path, None

    def _resolved(self, part: Json) -> Json:
        while "$ref" in part:
            found: Json = self._document
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            part = found
        return part

    def _errors(self, schema: Json, value: Json) -> list[str]:
        text = json.dumps(schema).replace('"#/components', '"urn:spec#/components')
        if text not in self._validators:
            self._validators[text] = Draft202012Validator(json.loads(text), registry=self._registry)
        found = self._validators[text].iter_errors(value)
        return [f"{'/'.join(map(str, one.absolute_path)) or '.'}: {one.message}"[:_LONGEST] for one in found]


@cache
def _document(name: str) -> Json | None:
    file = SPECS / name
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def spec(name: str) -> Spec | None:
    """The description of that file name, or None in a clone that has none."""
    document = _document(name)
    return Spec(document) if document is not None else None


def _pattern(path: str) -> "re.Pattern[str]":
    return re.compile(re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(path)))
