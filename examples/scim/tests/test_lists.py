"""Lists of users: what they count, and where they begin and end."""

from scim.vocabulary import Scim

from contracts.kit import Inconclusive, Judge, requirement


@requirement("SCIM-LIST-01")
def test_total_counts_all_users(scim: Scim, judge: Judge) -> None:
    """The total is the number of all users, on a short page as well."""
    before, total, after = scim.users(), scim.total(("count", "1")), scim.users()
    if [one["id"] for one in before] != [one["id"] for one in after]:
        raise Inconclusive("users came or went while they were counted")
    if len(before) < 2:
        raise Inconclusive("there are fewer than two users")
    judge.equal(total, len(before), "totalResults on a page of one")


@requirement("SCIM-LIST-02")
def test_a_start_below_one_is_one(scim: Scim, judge: Judge) -> None:
    """StartIndex 0 and -5 list what 1 lists."""
    first = [one.get("id") for one in scim.page(("startIndex", "1"), ("count", "3"))]
    if not first:
        raise Inconclusive("there are no users")
    for start in ("0", "-5"):
        listed = [one.get("id") for one in scim.page(("startIndex", start), ("count", "3"))]
        judge.equal(listed, first, f"the users from startIndex {start}")


@requirement("SCIM-LIST-03")
def test_a_count_of_none_lists_nobody(scim: Scim, judge: Judge) -> None:
    """Count 0 and -1 list nobody, though there are users."""
    if not scim.page():
        raise Inconclusive("there are no users")
    for count in ("0", "-1"):
        judge.equal(scim.page(("count", count)), [], f"the users with count {count}")
        judge.holds(scim.total(("count", count)) not in {None, 0}, f"count {count} hides the total")
