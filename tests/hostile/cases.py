# SPDX-License-Identifier: Apache-2.0
"""The cases of hostile and broken input, each with the tests that prove it.

A name is ``file::test`` or ``file::Class::test`` from the root of the project. test_cases.py sees
to it that each of them exists. What a case still lacks is in ``missing``, and in docs/security.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_HERE: Final = "tests/hostile/"


@dataclass(frozen=True)
class Case:
    """One case: what it is about, what proves it, and what is missing until something is built."""

    about: str
    proofs: tuple[str, ...]
    missing: str = ""


def _case(about: str, *proofs: str, missing: str = "") -> Case:
    return Case(about, proofs, missing)


CASES: Final = {
    "H01": _case(
        "one byte flipped anywhere in a bundle",
        f"{_HERE}test_container.py::test_h01_a_flipped_byte_anywhere_is_never_applied",
        "tests/sync/test_bundle.py::TestDamage::test_every_flipped_bit",
        "tests/sync/test_bundle.py::TestDamage::test_every_flipped_bit_inside",
    ),
    "H02": _case(
        "a bundle cut short anywhere",
        f"{_HERE}test_container.py::test_h02_a_bundle_cut_short_anywhere_is_damaged",
        "tests/sync/test_bundle.py::TestDamage::test_every_truncation",
        "tests/sync/test_bundle.py::TestDamage::test_every_truncation_inside",
    ),
    "H03": _case(
        "a monstrous header",
        f"{_HERE}test_container.py::test_h03_a_monstrous_header_costs_next_to_nothing",
        f"{_HERE}test_container.py::test_h03_a_monstrous_header_is_refused_at_import",
    ),
    "H04": _case(
        "a passphrase stanza with a huge work factor",
        f"{_HERE}test_container.py::test_h04_a_passphrase_stanza_is_refused_without_deriving_a_key",
    ),
    "H05": _case(
        "older protection only, or armor",
        f"{_HERE}test_container.py::test_h05_older_protection_and_armor_are_refused",
    ),
    "H06": _case(
        "right key, but for another hub or forwarded",
        f"{_HERE}test_chains.py::test_h06_a_forwarded_bundle_is_not_for_us",
    ),
    "H07": _case(
        "the same bundle twice, and a thousand copies",
        f"{_HERE}test_chains.py::test_h07_the_same_bundle_a_thousand_times_is_one_import",
    ),
    "H08": _case(
        "bundles in any order",
        f"{_HERE}test_chains.py::test_h08_out_of_order_is_held_then_applied_and_what_is_missing_is_named",
        "tests/sync/test_intake.py::test_a_missing_number_is_named_in_the_receipt",
    ),
    "H09": _case(
        "one number with two contents",
        f"{_HERE}test_chains.py::test_h09_one_number_with_two_contents_is_a_fork_and_both_are_kept",
    ),
    "H10": _case(
        "signed manifests with anything in them",
        f"{_HERE}test_contents.py::test_h10_signed_manifests_with_anything_in_them_are_refused",
        "tests/sync/test_manifest.py::test_every_field_with_every_wrong_value",
        f"{_HERE}test_fuzz.py::test_edited_bytes",
    ),
    "H11": _case(
        "decompression bombs",
        f"{_HERE}test_contents.py::test_h11_a_bomb_stays_small",
        f"{_HERE}test_contents.py::test_h11_a_bomb_is_refused_at_import",
        "tests/sync/test_bundle.py::TestBody::test_packing_that_is_not_one_gzip_member",
    ),
    "H12": _case(
        "JSON that readers stumble over",
        f"{_HERE}test_contents.py::test_h12_json_that_readers_stumble_over_is_refused",
        f"{_HERE}test_contents.py::test_h12_depth_costs_nothing",
    ),
    "H13": _case(
        "more records, longer lines, more bytes than accepted",
        f"{_HERE}test_contents.py::test_h13_more_than_the_limits_is_refused_before_anything_is_written",
    ),
    "H14": _case(
        "one bad record among 50,000",
        f"{_HERE}test_contents.py::test_h14_one_bad_record_of_50_000_takes_the_whole_bundle_back",
    ),
    "H15": _case(
        "statements and search queries as text",
        f"{_HERE}test_contents.py::test_h15_statements_and_queries_are_only_text",
    ),
    "H16": _case(
        "markup, overrides and marks in every text",
        "tests/ui/test_hostile_text.py::test_hostile_text_does_nothing",
        "tests/ui/test_hostile_text.py::test_markup_is_shown_as_it_was_written",
        "tests/ui/test_nothing_is_opened.py::test_no_page_opens_a_file_that_a_record_names",
        "tests/ui/test_nothing_is_opened.py::test_nothing_on_paper_opens_a_file_that_a_record_names",
        "tests/ui/test_paper.py::test_hostile_text_is_drawn_literally_and_fast",
        "tests/ui/test_plain.py::test_a_pile_of_combining_marks_is_cut_and_drawn_quickly",
    ),
    "H17": _case(
        "formulas in exported tables",
        missing="there is no export to CSV or XLSX yet",
    ),
    "H18": _case(
        "pipes, links, folders, empty and sparse files in place of bundles",
        f"{_HERE}test_places.py::test_h18_traps_in_a_folder_are_passed_over_with_the_reason",
        f"{_HERE}test_places.py::test_h18_traps_in_the_inbox_of_a_stick_do_not_hold_up_a_round",
        "tests/hub/test_importer.py::test_a_folder_with_everything_in_it",
    ),
    "H19": _case(
        "names that mean something to a system",
        f"{_HERE}test_places.py::test_h19_any_name_is_only_shown",
        "tests/cli/test_hub.py::test_a_file_name_cannot_steer_the_terminal",
    ),
    "H20": _case(
        "a stick pulled out while it is read or written",
        f"{_HERE}test_places.py::test_h20_a_stick_that_goes_while_it_is_read_or_written",
        "tests/functional/test_bad_input.py::test_the_stick_is_pulled_out_at_any_step",
        "tests/carriers/test_folder.py::test_a_stick_pulled_while_writing",
    ),
    "H21": _case(
        "conflicted copies and half-written files",
        f"{_HERE}test_chains.py::test_h21_conflict_copies_and_half_written_files_do_no_harm",
    ),
    "H22": _case(
        "a place to send through that lies",
        f"{_HERE}test_places.py::test_h22_a_place_that_lies_clears_nothing",
        missing="redirects, refusals and slowness of a relay: there is no relay yet",
    ),
    "H23": _case(
        "a device that was switched off, before and after its cut-off",
        f"{_HERE}test_chains.py::test_h23_a_switched_off_device_counts_up_to_its_cut_off",
        f"{_HERE}test_chains.py::test_h23_a_stranger_is_kept_aside",
    ),
    "H24": _case(
        "a bundle of a newer version",
        f"{_HERE}test_chains.py::test_h24_a_newer_bundle_waits_and_comes_in_after_an_update",
    ),
    "H25": _case(
        "a full disk at any moment",
        "tests/ui/test_full_disk.py::test_typed_words_stay_on_the_screen_and_are_saved_when_there_is_room",
        "tests/functional/test_bad_input.py::test_a_full_disk_at_any_moment",
        "tests/functional/test_bad_input.py::test_a_full_stick",
        "tests/storage/test_faults.py::test_a_full_disk",
        "tests/functional/test_backup_full_disk.py::test_ever_less_room",
    ),
    "H26": _case(
        "killed at any moment",
        "tests/functional/test_torture.py::test_nothing_is_lost",
        "tests/functional/test_torture.py::test_it_notices_a_program_that_loses_something",
        "tests/functional/test_killed.py::test_ended_at_every_step",
        "tests/functional/test_backup_killed.py::test_killed_at_many_steps",
        "tests/functional/test_new_keys_killed.py::test_killed_at_every_step",
        "tests/storage/test_faults.py::test_killing_the_process_loses_nothing_it_acknowledged",
    ),
    "H27": _case(
        "power cuts",
        "tests/functional/test_torture.py::test_nothing_is_lost",
        "tests/functional/test_torture.py::test_it_notices_a_program_that_loses_something",
        "tests/storage/test_wal.py::test_a_torn_end_is_a_power_cut_and_not_damage",
        "tests/storage/test_wal.py::test_after_a_crash_every_save_is_there",
    ),
    "H28": _case(
        "a damaged or exchanged record file",
        "tests/functional/test_damaged_workspace.py::test_the_newest_good_backup_is_offered",
        f"{_HERE}test_workspace_files.py::test_h28_a_record_file_that_was_damaged_is_named_and_left",
        f"{_HERE}test_workspace_files.py::test_h28_a_bit_flipped_in_any_page_is_noticed",
        "tests/storage/test_wal.py::test_a_bit_flipped_in_any_frame_is_noticed",
        "tests/storage/test_wal.py::test_a_deleted_log_is_noticed",
        "tests/storage/test_database.py::test_every_flipped_page_is_reported",
    ),
    "H29": _case(
        "a missing, damaged or altered header",
        f"{_HERE}test_workspace_files.py::test_h29_a_header_that_was_damaged_or_altered_is_named",
        f"{_HERE}test_workspace_files.py::test_h29_the_header_before_stands_in",
        f"{_HERE}test_workspace_files.py::test_h29_a_costly_header_is_not_computed",
        "tests/functional/test_bad_input.py::test_a_wrong_passphrase_is_not_damage",
    ),
    "H30": _case(
        "wrong clocks, restored hubs and laptops",
        "tests/functional/test_bad_input.py::test_a_clock_that_is_wrong_changes_no_order",
        "tests/ui/test_odd_times.py::test_a_visit_on_the_first_day_of_the_calendar_is_listed",
        "tests/functional/test_hub_lost.py::test_a_lost_hub_comes_back",
    ),
}
#: How many cases there are; one that goes missing is noticed.
COUNT: Final = 30
