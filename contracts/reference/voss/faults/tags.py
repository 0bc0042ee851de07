"""Faults with tags: VOSS-TAG-01 to -05, VOSS-VTAG-01 and -02."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_NO_TAGS = "VOSS-TAG-02 VOSS-TAG-03 VOSS-TAG-04 VOSS-TAG-05 VOSS-VTAG-02"


@fault("tag-not-added", violates="VOSS-TAG-01", kind="omitted", related=_NO_TAGS)
class _TagNotAdded(Voss):
    """+tag succeeds and adds nothing."""

    def add_tag(self, instance: Instance, name: str) -> None:
        pass


@fault("tag-cut", violates="VOSS-TAG-01", kind="wrong-value", related=_NO_TAGS)
class _TagCut(Voss):
    """Of a tag only the first three characters are kept."""

    def add_tag(self, instance: Instance, name: str) -> None:
        super().add_tag(instance, name[:3])


@fault("tag-in-version", violates="VOSS-TAG-01", kind="wrong-value", related=_NO_TAGS)
class _TagInVersion(Voss):
    """+tag sets the version tag."""

    def add_tag(self, instance: Instance, name: str) -> None:
        instance.version_tag = name


class _Some(Voss):
    """Of several tag parameters not all are read."""

    def some(self, values: list[str]) -> list[str]:
        raise NotImplementedError

    def tag_values(self, call: Call) -> list[str]:
        return self.some(super().tag_values(call))


@fault(
    "tag-alone-is-text",
    violates="VOSS-TAG-01",
    kind="only-sometimes",
    related="VOSS-LIST-02 VOSS-getInstance-BODY",
)
class _TagAloneIsText(Voss):
    """One single tag is shown as a text."""

    def tags_shown(self, instance: Instance) -> Any:
        found = super().tags_shown(instance)
        return found[0] if len(found) == 1 else found


@fault("tag-second-dropped", violates="VOSS-TAG-02", kind="omitted")
class _TagSecondDropped(_Some):
    """Only the first tag parameter is read."""

    def some(self, values: list[str]) -> list[str]:
        return values[:1]


@fault("tag-last-only", violates="VOSS-TAG-02", kind="omitted")
class _TagLastOnly(_Some):
    """Only the last tag parameter is read."""

    def some(self, values: list[str]) -> list[str]:
        return values[-1:]


@fault("tags-joined", violates="VOSS-TAG-02", kind="wrong-value")
class _TagsJoined(_Some):
    """Several tag parameters make one tag with commas in it."""

    def some(self, values: list[str]) -> list[str]:
        return [",".join(values)] if values else []


@fault("clear-one-clears-all", violates="VOSS-TAG-03", kind="wrong-value")
class _ClearOneClearsAll(Voss):
    """__CLEAR_TAG__ with a name removes all tags."""

    def clear(self, instance: Instance, name: str) -> None:  # noqa: ARG002
        instance.tags = ()


@fault("clear-one-does-nothing", violates="VOSS-TAG-03", kind="omitted")
class _ClearOneDoesNothing(Voss):
    """__CLEAR_TAG__ with a name removes nothing."""

    def clear(self, instance: Instance, name: str) -> None:
        pass


@fault("clear-one-adds", violates="VOSS-TAG-03", kind="wrong-value")
class _ClearOneAdds(Voss):
    """__CLEAR_TAG__ with a name is taken for a tag."""

    def clear(self, instance: Instance, name: str) -> None:
        self.add_tag(instance, f"__CLEAR_TAG__{name}")


@fault("clear-one-clears-last", violates="VOSS-TAG-03", kind="wrong-value")
class _ClearOneClearsLast(Voss):
    """__CLEAR_TAG__ with a name removes the tag that was added last."""

    def clear(self, instance: Instance, name: str) -> None:  # noqa: ARG002
        instance.tags = instance.tags[:-1]


@fault("clear-all-does-nothing", violates="VOSS-TAG-04", kind="omitted")
class _ClearAllDoesNothing(Voss):
    """__CLEAR_ALL_TAGS__ removes nothing."""

    def clear_all(self, instance: Instance) -> None:
        pass


@fault("clear-all-keeps-first", violates="VOSS-TAG-04", kind="only-sometimes")
class _ClearAllKeepsFirst(Voss):
    """__CLEAR_ALL_TAGS__ keeps the first tag."""

    def clear_all(self, instance: Instance) -> None:
        instance.tags = instance.tags[:1]


@fault("clear-all-adds", violates="VOSS-TAG-04", kind="wrong-value")
class _ClearAllAdds(Voss):
    """__CLEAR_ALL_TAGS__ is taken for a tag."""

    def clear_all(self, instance: Instance) -> None:
        self.add_tag(instance, "__CLEAR_ALL_TAGS__")


@fault("tag-replaces", violates="VOSS-TAG-05", kind="wrong-value", related="VOSS-TAG-02")
class _TagReplaces(Voss):
    """Adding a tag takes the place of all others."""

    def add_tag(self, instance: Instance, name: str) -> None:
        instance.tags = (name,)


@fault("tags-replaced-by-request", violates="VOSS-TAG-05", kind="only-sometimes")
class _TagsReplacedByRequest(Voss):
    """The tags of a request take the place of those that were there."""

    def taggable(self, *given: object) -> Instance:
        instance = super().taggable(*given)  # type: ignore[arg-type]  # passed through
        call = given[0]
        adds = isinstance(call, Call) and not any("__" in one for one in call.every("tag"))
        if adds and isinstance(call, Call) and call.one("tag"):
            instance.tags = ()
        return instance


@fault(
    "tag-third-replaces-first", violates="VOSS-TAG-05", kind="only-sometimes", related="VOSS-TAG-02"
)
class _TagOnlyTwo(Voss):
    """A tag that is added makes the oldest go."""

    def tag(self, instance: Instance, value: str) -> None:
        before = list(instance.tags)
        super().tag(instance, value)
        if len(instance.tags) > len(before) and before:
            instance.tags = instance.tags[1:]


@fault("version-tag-not-set", violates="VOSS-VTAG-01", kind="omitted")
class _VersionTagNotSet(Voss):
    """+tag_version succeeds and sets nothing."""

    def tag_version(self, instance: Instance, value: str) -> None:
        pass


@fault("version-tag-whole", violates="VOSS-VTAG-01", kind="wrong-value")
class _VersionTagWhole(Voss):
    """Of a version tag only what stands before the dot is kept."""

    def tag_version(self, instance: Instance, value: str) -> None:
        super().tag_version(instance, value.partition(".")[0])


@fault("version-tag-once", violates="VOSS-VTAG-01", kind="only-sometimes")
class _VersionTagInTags(Voss):
    """The version tag of a resource that has been tagged is not set; 1.0 stands there."""

    def tag_version(self, instance: Instance, value: str) -> None:  # noqa: ARG002
        super().tag_version(instance, "1.0")


@fault("version-tag-clears-tags", violates="VOSS-VTAG-02", kind="wrong-value")
class _VersionTagClearsTags(Voss):
    """+tag_version removes the tags."""

    def tag_version(self, instance: Instance, value: str) -> None:
        super().tag_version(instance, value)
        instance.tags = ()


@fault("tag-clears-version-tag", violates="VOSS-VTAG-02", kind="wrong-value")
class _TagClearsVersionTag(Voss):
    """+tag removes the version tag."""

    def add_tag(self, instance: Instance, name: str) -> None:
        super().add_tag(instance, name)
        instance.version_tag = ""


@fault("version-tag-is-a-tag", violates="VOSS-VTAG-02", kind="wrong-value")
class _VersionTagIsATag(Voss):
    """+tag_version adds a tag as well."""

    def tag_version(self, instance: Instance, value: str) -> None:
        super().tag_version(instance, value)
        self.add_tag(instance, value)
