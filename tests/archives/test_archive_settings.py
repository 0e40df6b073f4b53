"""Settings and specs: every address can be set, and every mistake has one clear line."""

import subprocess
import sys

import pytest

from provenance.archives import ArchiveSettings, ArchivesSettings, find_adapters, open_archive
from provenance.archives.settings import adapter_ids
from provenance.errors import ProvenanceError, SettingsError


def test_the_wayback_machine_alone_is_on_by_default():
    settings = ArchivesSettings.read()
    assert settings.enabled() == ("wayback",)
    assert settings.of("wayback").rate <= 0.5
    assert ArchivesSettings().enabled() == ("wayback",)


def test_the_ids_in_the_files_are_those_of_the_adapters():
    assert adapter_ids() == {adapter.id for adapter in find_adapters()}


def test_a_row_that_names_every_option_imports_no_adapter():
    code = (
        "import sys\n"
        "from provenance.archives.settings import ArchiveSettings, ArchivesSettings\n"
        "row = ArchiveSettings(rate=0.2).model_dump()\n"
        "assert ArchivesSettings.read({'wayback': row, 'warc': row}).of('wayback').rate == 0.2\n"
        "print(sorted(name for name in sys.modules if name.startswith('provenance.archives.')))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['provenance.archives.settings']"


def test_spelled_out_or_not_the_settings_are_the_same():
    named = ArchivesSettings.read({"wayback": {"rate": 0.2}})
    assert set(named.by_id) == {"wayback"}
    assert named.complete() == ArchivesSettings.read({**ArchivesSettings().complete().by_id, "wayback": named.of("wayback")})
    assert named.complete() != ArchivesSettings().complete()


def test_every_address_can_be_set():
    rows = {"wayback": {"base_url": "http://127.0.0.1:1", "cdx_url": "http://127.0.0.1:2/cdx", "rate": 3}}
    settings = ArchivesSettings.model_validate(rows)
    assert settings.of("wayback").cdx_url == "http://127.0.0.1:2/cdx"
    assert settings.of("wayback").enabled
    assert settings.of("wayback").captures_rate == 15
    assert ArchivesSettings.model_validate(settings.model_dump()) == settings


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ({"waybak": {}}, "did you mean 'wayback'"),
        ({"wayback": {"rat": 1}}, "archives.wayback.rat"),
        ({"wayback": {"rate": 0}}, "archives.wayback.rate"),
        ({"wayback": {"rate": "fast"}}, "archives.wayback.rate"),
        ({"wayback": {"base_url": "ftp://x.example"}}, "http or https"),
        ({"wayback": {"base_url": "http://"}}, "http or https"),
        ({"wayback": {"cdx_url": "web.archive.org/cdx"}}, "cdx_url"),
        ({"wayback": {"replay_url": "http://x.example:999999/"}}, "replay_url"),
        ({"wayback": 3}, "group of options"),
    ],
)
def test_a_mistake_has_one_clear_line(rows, says):
    with pytest.raises(SettingsError) as caught:
        ArchivesSettings.read(rows)
    assert says in caught.value.line
    assert "\n" not in caught.value.line


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("waybak", "did you mean 'wayback'"),
        ("", "known:"),
        ("warc:", "nothing follows"),
        ("warc:/no/such/place", "no such file or folder"),
        ("cdx+ftp://x.example/cdx", "write cdx+http"),
        ("cdx+", "nothing follows"),
        ("memento+x", "write memento+http"),
        ("memento", "write memento+http"),
    ],
)
def test_a_spec_that_can_not_be_used_is_said(client, tmp_path, spec, says):
    with pytest.raises(ProvenanceError) as caught:
        open_archive(spec, ArchivesSettings.read(), client, index_dir=tmp_path)
    assert says in caught.value.line


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("wayback", "wayback"),
        ("cdx+http://127.0.0.1:9/web/cdx", "cdx+http://127.0.0.1:9/web/cdx"),
        ("memento+https://x.example/gate/", "memento+https://x.example/gate/"),
    ],
)
def test_a_spec_opens_its_archive(client, tmp_path, spec, name):
    archive = open_archive(spec, ArchivesSettings.read(), client, index_dir=tmp_path)
    assert (archive.id, archive.sends_words) == (name, False)
    archive.close()


def test_the_adapters_that_send_words_are_these_and_off():
    senders = [adapter for adapter in find_adapters() if adapter.sends_words]
    assert [adapter.id for adapter in senders] == ["arquivo_text", "factcheck", "gdelt_doc", "locgov", "mediacloud", "trove"]
    assert not any(adapter.defaults.enabled for adapter in senders)
    assert isinstance(find_adapters()[0].defaults, ArchiveSettings)
