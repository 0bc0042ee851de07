"""Users are made, replaced and removed."""

from urllib.parse import urlsplit

from scim.vocabulary import USER, Scim

from contracts.kit import (
    Answer,
    Inconclusive,
    JsonApi,
    Judge,
    Refusal,
    disagreements,
    requirement,
)

PASSWORD = "Not-To-Be-Seen-7"


@requirement("SCIM-MAKE-01")
def test_a_new_user_is_read_at_its_location(scim: Scim, judge: Judge) -> None:
    """Location leads to the user, as it was made."""
    own = scim.somebody()
    location = own.answer.header("Location")
    judge.holds(bool(location), "there is no Location", observed=own.answer)
    path = "/Users/" + urlsplit(location or "").path.rpartition("/")[2]
    read = scim.get(path)
    judge.equal(read.status, 200, f"the status of GET {path}")
    found = [str(one) for one in disagreements(own.answer.body, read.body)]
    judge.holds(not found, f"what POST and GET give differs: {'; '.join(found)}")


@requirement("SCIM-MAKE-02")
def test_a_name_that_is_taken_is_refused(scim: Scim, judge: Judge) -> None:
    """The same userName, and in the other case."""
    own = scim.somebody()
    name = own.answer.members["userName"]
    for again in (name, name.swapcase()):
        tried = scim.create("createUser", {"schemas": [USER], "userName": again})
        judge.refused(
            Refusal("a userName that is taken", documented=frozenset({409})), tried.answer
        )
        judge.equal(tried.answer.members.get("scimType"), "uniqueness", "scimType")


@requirement("SCIM-MAKE-03")
def test_an_id_of_the_clients_is_left_out_of_account(scim: Scim, judge: Judge) -> None:
    """The id in the answer is not the one that was sent."""
    own = scim.somebody(id="chosen-by-a-client")
    judge.holds(own.answer.members.get("id") != "chosen-by-a-client", "the client's id was taken")


@requirement("SCIM-PUT-01")
def test_a_replaced_user_is_read_as_replaced(scim: Scim, judge: Judge) -> None:
    """The new display name is there, in the answer and afterwards."""
    own = scim.somebody()
    body = {"schemas": [USER], "userName": own.answer.members["userName"], "displayName": "New"}
    answer = scim.call("replaceUser", own.values, body=body).needed("PUT")
    judge.equal(answer.members.get("displayName"), "New", "displayName in the answer")
    read = scim.patience("a replaced user shows").until(lambda: _shows(scim, own.values))
    judge.holds(read is not None, "the user is read with the old displayName")


def _shows(scim: JsonApi, values: dict[str, str]) -> Answer | None:
    read = scim.call("getUser", values)
    return read if read.members.get("displayName") == "New" else None


@requirement("SCIM-DEL-01")
def test_a_removed_user_is_gone(scim: Scim, judge: Judge) -> None:
    """From its address, and from the list."""
    own = scim.somebody()
    scim.call("deleteUser", own.values).needed("DELETE")
    gone = scim.patience("a removed user is gone").until(
        lambda: scim.call("getUser", own.values).status == 404 or None
    )
    judge.holds(bool(gone), "the user is still there after DELETE")
    text = f'userName eq "{own.answer.members["userName"]}"'
    judge.equal(scim.users(("filter", text)), [], "users listed by the removed one's name")
    if gone:
        scim.deleted(own.entry)


@requirement("SCIM-ERR-01")
def test_an_error_names_its_status(scim: Scim, judge: Judge) -> None:
    """A user that there is not."""
    answer = scim.call("getUser", {"id": "no-such-user"})
    judge.equal(answer.members.get("status"), str(answer.status), "status in the error")


@requirement("SCIM-ETAG-01")
def test_what_has_not_changed_is_not_sent_again(scim: Scim, judge: Judge) -> None:
    """The current version in If-None-Match, beside another one."""
    own = scim.somebody()
    read = scim.call("getUser", own.values)
    current = scim.version_of(read)
    other = scim.call("getUser", own.values, headers=(("If-None-Match", 'W/"another"'),))
    if other.status != 200:
        raise Inconclusive(f"another version in If-None-Match is answered with {other}")
    same = scim.call("getUser", own.values, headers=(("If-None-Match", current),))
    judge.equal(same.status, 304, "the status with the current version")


@requirement("SCIM-ETAG-02")
def test_a_change_of_another_version_is_refused(scim: Scim, judge: Judge) -> None:
    """If-Match with a version that is not the user's."""
    own = scim.somebody()
    current = scim.version_of(scim.call("getUser", own.values))
    body = {"schemas": [USER], "userName": own.answer.members["userName"], "displayName": "Lost"}
    stale = scim.call(
        "replaceUser", own.values, body=body, headers=(("If-Match", 'W/"another"'),), defect="stale"
    )
    judge.refused(Refusal("another version", documented=frozenset({412})), stale)
    judge.equal(scim.version_of(scim.call("getUser", own.values)), current, "the version after it")


@requirement("SCIM-PASSWORD-01")
def test_a_password_is_never_given(scim: Scim, judge: Judge) -> None:
    """Neither when a user is made, nor when it is read."""
    own = scim.somebody(password=PASSWORD)
    for what, answer in (("POST", own.answer), ("GET", scim.call("getUser", own.values))):
        given = "password" in answer.members or PASSWORD.encode() in answer.raw
        judge.holds(not given, f"{what} gives the password")
