"""Opening a store: made, found, or refused in a line that says why."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from contracts.store import Address, Store, StoreError, make_token, open_store
from contracts.store.migrating import known
from contracts.store.queries import runs
from contracts.store.schema import HEAD, metadata


def test_the_migrations_make_the_tables_that_the_suite_works_with(empty: str) -> None:
    with open_store(empty) as store, store.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD
    assert HEAD in known()


def test_a_store_is_made_once(empty: str) -> None:
    open_store(empty).close()
    open_store(empty, create=False).close()


def test_an_empty_database_is_no_store_to_read(empty: str) -> None:
    with pytest.raises(StoreError, match=r"there is no store|is empty"):
        open_store(empty, create=False)


def test_a_store_of_a_newer_suite_is_refused(store: Store, url: str) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="has schema 9999, which a newer uc-contracts made"):
        open_store(url, migrate=True)


def test_a_store_of_an_older_suite_is_brought_up_to_date_when_asked(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contracts.store.opening.HEAD", "0002")
    with pytest.raises(StoreError, match="has schema 0001, and this uc-contracts needs 0002"):
        open_store(url)
    asked: list[object] = []
    monkeypatch.setattr("contracts.store.migrating.upgrade", asked.append)
    open_store(url, migrate=True).close()
    assert len(asked) == 1


def test_the_tables_of_others_are_left_alone(empty: str) -> None:
    with Store(Address(empty)) as foreign, foreign.writing() as connection:
        connection.execute(text("CREATE TABLE invoice (id INTEGER)"))
    with pytest.raises(StoreError, match="holds tables without a version \\(it is another's\\)"):
        open_store(empty)


def test_a_write_that_breaks_down_leaves_nothing(store: Store) -> None:
    def write() -> None:
        with store.writing() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    with store.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_text("dear diary, " * 1000, "utf-8")
    with pytest.raises(StoreError, match="it is no SQLite database"):
        open_store(str(path))


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(str(tmp_path))


def test_a_place_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(str(tmp_path / "file" / "store.sqlite"))


def test_folders_are_made_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "store.sqlite"
    open_store(f"sqlite:///{path}").close()
    assert path.exists()


def test_a_full_disk(tmp_path: Path) -> None:
    def fill(store: Store) -> None:
        with store.writing() as connection:
            # What SQLite says of a full disk, it says of a limit that it was given.
            connection.execute(text("PRAGMA max_page_count = 1"))
            big = "INSERT INTO body (digest, size, document) VALUES ('x', 1, zeroblob(9999999))"
            connection.execute(text(big))

    with open_store(str(tmp_path / "store.sqlite")) as store:
        with pytest.raises(StoreError, match="the disk is full; nothing was written"):
            fill(store)
        with store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM body")).scalar_one() == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    open_store(str(path)).close()
    path.chmod(stat.S_IRUSR)
    with open_store(str(path), create=False) as store:
        assert runs(store) == []
        with pytest.raises(StoreError, match="cannot be written"):
            make_token(store, "ci")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("store.sqlite", "store.sqlite"),
        ("sqlite:///a/b.sqlite", "a/b.sqlite"),
        ("sqlite:////a/b.sqlite", "/a/b.sqlite"),
        ("postgresql://me:secret@db.test:5433/runs", "postgresql://me:***@db.test:5433/runs"),
        ("postgres://db.test/runs", "postgresql://db.test/runs"),
    ],
)
def test_a_name_holds_no_password(given: str, name: str) -> None:
    assert Address(given).name == name


@pytest.mark.parametrize(
    "given",
    ["", " ", "mysql://me:secret@host/db", "sqlite://", "postgresql://me:secret@host:port/db"],
)
def test_another_kind_is_refused_without_its_password(given: str) -> None:
    with pytest.raises(StoreError, match="give the path of a SQLite file") as refused:
        Address(given)
    assert "secret" not in str(refused.value)


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        open_store("postgresql://me:secret@127.0.0.1:1/runs")
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_another_one_makes_just_now_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE other (a)")
    other.execute("DROP TABLE other")
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.1, other.rollback)
    timer.start()
    open_store(str(path)).close()
    timer.join()
    other.close()
