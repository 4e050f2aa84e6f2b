"""The table: every fault and attack, in the order of the page."""

from __future__ import annotations

from bench.reliability import figures
from bench.reliability.rows import Part, Row

SESSIONS = "tests/sessions/"
WRITER = f"{SESSIONS}test_session_writer.py::"
LOG = f"{SESSIONS}test_event_log.py::"
RECOVERY = f"{SESSIONS}test_recovery.py::"
CARD = "tests/engines/test_portaudio_card.py::"
STREAMS = "tests/engines/test_portaudio_streams.py::"
DEVICES = "tests/engines/test_sound_devices.py::"
LASTING = "tests/engines/test_lasting_card.py::"
MODEL = "tests/engines/test_openai_model.py::"
INTERVIEWER = "tests/coaching/test_interviewer.py::"
VOICE = "tests/engines/test_pyttsx3_voice.py::"
SPHINX = "tests/engines/test_sphinx_recogniser.py::"
HUB = "tests/engines/test_model_hub.py::"
SECURITY = "tests/review/test_security.py::"
LEAKS = "tests/cli/test_nothing_leaks.py::"
FUZZ = "tests/fuzz/test_hostile_input.py::test_nothing_but_our_own_errors_comes_of_it"
FIELDS = "tests/fuzz/test_every_field.py::test_what_was_found_stays_mended"
RUDE = "tests/test_rude_endpoints.py::test_an_interview_outlives_its_server_and_keeps_everything_but_the_key"
LIMITS = f"{WRITER}test_at_any_file_size_limit_nothing_acknowledged_is_lost_in_silence"
FAULTS = f"{MODEL}test_a_fault_is_one_sentence_that_names_the_setting_and_never_the_key"

TABLE: tuple[Row, ...] = (
    Row(
        Part.RECORDING,
        "kill -9 while recording, finishing or shortly after",
        "the next start repairs the session and says how much was kept",
        "0 acknowledged frames and 0 finished turns lost in 100 kills; the file opens in other programs",
        (
            f"{SESSIONS}test_kill.py::test_kill_9_at_random_moments_loses_nothing_that_was_acknowledged",
            f"{RECOVERY}test_an_interrupted_session_is_made_whole_and_tells_how_much_was_kept",
            f"{SESSIONS}test_wav_file.py::test_between_two_syncs_the_header_of_the_last_one_is_valid",
        ),
        figures.kill,
        figures.killed_safely,
        ("make kill",),
        ("recovery at the next start", "header of the sound", "the lock"),
    ),
    Row(
        Part.RECORDING,
        "power loss",
        "sound is on the disk each second, a turn before the interview goes on",
        "every legal write prefix: at most 2 s of sound, 0 turns",
        (
            f"{SESSIONS}test_power_loss.py::"
            "test_a_power_loss_at_any_write_costs_two_seconds_at_most_and_no_turn",
            f"{SESSIONS}test_power_loss.py::test_a_power_loss_before_the_session_has_begun_raises_nothing",
            f"{SESSIONS}test_power_loss.py::test_without_syncs_the_same_replay_finds_the_loss",
        ),
        lambda _: "every prefix of the writes of a session, with four ways of losing what was not synced",
        defences=("sync of the sound", "sync of a turn"),
    ),
    Row(
        Part.RECORDING,
        "crash in finishing or in recovery",
        "it is done again, and may be interrupted again",
        "crash at each named point, twice: sound intact",
        (
            f"{RECOVERY}test_sound_is_intact_when_finishing_dies_at_any_step_and_recovery_dies_there_twice",
            f"{RECOVERY}test_sound_is_intact_when_recovery_dies_at_any_two_steps",
            f"{RECOVERY}test_a_second_recovery_changes_nothing",
            f"{RECOVERY}test_a_recording_is_only_deleted_for_a_packed_file_with_the_same_samples",
        ),
        lambda _: "8 points, and every pair of them: every sample there",
        defences=("comparison before deleting",),
    ),
    Row(
        Part.RECORDING,
        "disk full, slow, or failing",
        "refuses to start without room, warns at ten minutes, stops sound at 100 MB and "
        "goes on with the log; "
        "a file that failed is left for a new one",
        "0 silent loss; told within 2 s",
        (
            f"{WRITER}test_at_any_file_size_limit_nothing_acknowledged_is_lost_in_silence",
            f"{WRITER}test_on_a_really_full_disk_what_was_acknowledged_is_there_and_the_user_is_told",
            f"{WRITER}test_sound_stops_before_the_disk_is_full_so_that_every_turn_is_kept",
            f"{WRITER}test_the_room_on_the_disk_is_watched_second_by_second",
            f"{WRITER}test_when_sound_has_stopped_the_events_go_on",
            f"{WRITER}test_short_writes_lose_nothing",
            f"{WRITER}test_after_a_disk_error_sound_goes_on_in_a_new_file_and_nothing_is_lost",
            f"{WRITER}test_a_disk_that_stays_broken_ends_the_sound_and_says_so",
            f"{WRITER}test_a_stuck_disk_never_blocks_the_caller_and_the_recording_stays_true_to_time",
            f"{WRITER}test_a_session_that_does_not_fit_is_refused_before_it_starts",
            f"{LOG}test_short_writes_lose_no_event",
            f"{LOG}test_after_a_failure_the_log_goes_on_in_a_new_file_and_loses_nothing",
        ),
        lambda r: (
            f"{r.passed([LIMITS])} file size "
            "limits and a full tmpfs: nothing acknowledged lost untold; told within the "
            "second's look at the disk "
            "and the next quarter of a second"
        ),
        defences=(
            "whole appends",
            "whole writes",
            "a new file after an error",
            "a new log after an error",
            "room on the disk",
            "an own thread for the disk",
        ),
    ),
    Row(
        Part.RECORDING,
        "torn or damaged event log",
        "reads all other lines and counts the bad",
        "never raises",
        (
            f"{LOG}test_cuts_and_flips_never_raise_and_spare_the_other_lines",
            f"{LOG}test_any_bytes_are_read_without_an_error",
            f"{LOG}test_a_line_that_is_no_event_counts_as_damaged",
            FUZZ,
        ),
        lambda _: "hypothesis: 400 cuts and flips in the suite, thousands in `make fuzz`",
        commands=("make fuzz",),
        defences=("damaged lines",),
    ),
    Row(
        Part.RECORDING,
        "the two sides drift apart",
        "one clock: samples are counted, and the loudspeaker's sound is laid where the microphone heard it",
        "45 minutes with 100 ppm: 0 frames of difference, at most 20 ms",
        (
            f"{STREAMS}test_a_drifting_loudspeaker_stays_aligned_and_never_runs_dry_in_a_word",
            "tests/engines/test_stream_clock.py::test_a_drift_of_200_ppm_is_followed",
        ),
        figures.drift,
        figures.did_not_drift,
        ("make soak",),
        ("following the loudspeaker's clock",),
    ),
    Row(
        Part.RECORDING,
        "two programs on one session, read-only folder, odd characters in names",
        "one sentence",
        "no traceback",
        (
            f"{RECOVERY}test_a_running_session_is_left_alone",
            f"{RECOVERY}test_a_session_is_locked_once",
            f"{WRITER}test_a_folder_in_which_not_even_the_superuser_may_write_is_one_sentence_with_a_cure",
            f"{WRITER}test_a_file_in_place_of_the_recordings_folder_is_one_sentence_with_a_cure",
            f"{WRITER}test_odd_characters_in_a_scenarios_name_stay_out_of_the_folders",
            f"{WRITER}test_odd_characters_in_the_recordings_folder_are_fine",
        ),
        lambda _: "no traceback",
        defences=("the lock",),
    ),
    Row(
        Part.DEVICES,
        "sound server restarted or stalled (SIGSTOP for 3 s), in a live session",
        "the interview waits, silence of the same length stands in the recording, the "
        "question is asked again",
        "noticed within 1.5 s, back within 5 s",
        (
            "tests/pulse/test_devices_lost.py::test_the_loss_and_the_return_are_told_once_each",
            "tests/pulse/test_devices_lost.py::test_the_interview_waits_meanwhile_and_asks_again_afterwards",
            f"{LASTING}test_the_session_goes_on_in_silence_and_in_time_until_the_device_is_back",
        ),
        figures.lost_and_back,
        figures.soon_enough,
        ("make devices", "make soak"),
        ("the card outlives its devices",),
    ),
    Row(
        Part.DEVICES,
        "length of the gap that a loss leaves",
        "as many frames of silence as time passed",
        "exact to 50 ms",
        (
            "tests/pulse/test_devices_lost.py::"
            "test_the_recording_is_whole_and_as_long_as_the_time_that_passed",
        ),
        figures.gaps,
        figures.exact_gaps,
        ("make devices", "python -m bench.gaps"),
    ),
    Row(
        Part.DEVICES,
        "microphone or loudspeaker unloaded and loaded again, default device changed",
        "the server moves the streams to another device; where it does not, as for a loss",
        "the interview goes on",
        (f"{LASTING}test_devices_that_stay_away_are_replaced_by_others",),
        lambda r: (
            f"{figures.moved(r)} times in the soak: "
            "PulseAudio moved the streams itself, no frame went missing"
            if r.of("soak")
            else "not measured"
        ),
        lambda r: True if r.of("soak") else None,
        ("make devices", "make soak"),
        falls_short="a server that does not move streams was only simulated, and no PipeWire was there",
    ),
    Row(
        Part.DEVICES,
        "a storm: 60 changes in 9 s",
        "backs off",
        "at most 4 reopenings, no deadlock",
        (
            "tests/engines/test_device_storm.py::"
            "test_a_storm_of_devices_is_met_with_few_tries_and_the_session_stays_true_to_time",
        ),
        lambda _: "12 storms on a virtual clock: at most 4 reopenings each, session true to time",
        defences=("backing off", "the card outlives its devices"),
    ),
    Row(
        Part.DEVICES,
        "stop() or close() of the driver never returns",
        "left behind on a thread of its own",
        "the interview goes on within 2 s",
        (f"{CARD}test_a_driver_that_never_closes_is_left_behind",),
        lambda _: "given up after 2 s by the code's own limit; the card lives on meanwhile",
        defences=("closing on a thread",),
    ),
    Row(
        Part.DEVICES,
        "exact zeros: the system denies the microphone",
        "says which setting; an interview does not begin",
        "told within 5 s; no interview starts on zeros",
        (
            f"{STREAMS}test_exact_zeros_for_four_seconds_are_reported_once_and_noise_never",
            f"{LASTING}test_no_interview_starts_on_a_microphone_of_exact_zeros",
            "tests/pulse/test_devices_lost.py::"
            "test_no_interview_starts_on_a_microphone_that_gives_exact_zeros",
        ),
        lambda _: "told after 4 s of zeros",
        defences=("exact zeros",),
    ),
    Row(
        Part.DEVICES,
        "overruns and underruns",
        "counted with the sample at which they happened; silence stands for what was lost",
        "all are counted",
        (
            f"{STREAMS}test_sound_that_the_device_lost_becomes_silence_of_the_same_length",
            f"{STREAMS}test_a_reader_that_sleeps_too_long_loses_sound_but_no_time",
            f"{STREAMS}test_running_dry_in_the_middle_of_a_word_is_counted",
        ),
        lambda r: (
            f"all simulated ones counted; {r.of('soak')['overruns']} overrun and "
            f"{r.of('soak')['underruns']} underruns "
            "told in the soak"
            if r.of("soak")
            else "all simulated ones counted"
        ),
        defences=("counting lost sound",),
    ),
    Row(
        Part.DEVICES,
        "rate not supported, stereo only, no PortAudio, no device",
        "opened natively and resampled; else one sentence with the cure",
        "no traceback",
        (
            f"{CARD}test_a_stereo_machine_is_opened_at_its_own_rates_in_blocks_of_10_ms",
            f"{CARD}test_a_card_that_cannot_be_opened_says_which_and_why",
            f"{DEVICES}test_a_machine_without_a_microphone_is_told_so",
            f"{DEVICES}test_a_missing_portaudio_is_one_sentence_with_the_cure",
            f"{DEVICES}test_a_portaudio_that_cannot_start_is_one_sentence",
        ),
        lambda _: "no traceback",
    ),
    Row(
        Part.ENGINES,
        "model hangs, drips, is slow or keeps the line open",
        "the scripted phrasing of the same move within the budget",
        "the interview never stalls",
        (
            f"{MODEL}test_the_deadline_holds_whatever_trickles_in",
            f"{INTERVIEWER}test_a_failure_before_the_first_word_is_replaced_by_the_scripted_phrasing",
            "tests/conversation/test_floor.py::"
            "test_an_engine_that_never_answers_does_not_leave_the_floor_empty",
            RUDE,
        ),
        lambda _: "hang, hang in the stream, drip and keep-alive each end at the deadline",
        commands=("python -m bench.endpoints",),
        defences=("the deadline of a model", "the watchdog"),
    ),
    Row(
        Part.ENGINES,
        "429, 5xx, cut or malformed stream, a page with status 200, wrong shape",
        "at most two requests a turn, nothing restarted once words were spoken, the "
        "script after three failures",
        "0 half words, 0 uncaught, the interview completes",
        (
            f"{MODEL}test_a_fault_is_one_sentence_that_names_the_setting_and_never_the_key",
            f"{INTERVIEWER}test_a_failure_after_some_words_is_continued_and_nothing_is_said_twice",
            f"{INTERVIEWER}test_after_three_failures_in_a_row_the_script_goes_on_alone_and_says_so_once",
            f"{INTERVIEWER}test_one_success_forgives_the_failures_before_it",
            f"{LEAKS}test_the_key_is_in_no_file_and_no_line_of_an_interview_with_every_error_in_it",
            RUDE,
        ),
        lambda r: (
            f"{r.passed([FAULTS])} ways of "
            "failing, one request each; an interview with ten kinds of failure in it completes"
        ),
        defences=("a reply needs its end", "no requests of the library's own", "the script takes over"),
    ),
    Row(
        Part.ENGINES,
        "bad key, unknown model, unreachable host",
        "found before the interview starts; names the setting, never the key",
        "within 5 s",
        (
            f"{MODEL}test_the_check_finds_a_bad_key",
            f"{MODEL}test_an_unreachable_host_is_named",
            f"{MODEL}test_a_key_that_no_key_can_be_is_refused_without_being_shown",
            f"{LEAKS}test_a_key_that_is_refused_at_the_start_is_not_repeated",
        ),
        lambda _: "named before the first word",
        defences=("own words for the endpoint's",),
    ),
    Row(
        Part.ENGINES,
        "empty, endless or rule-breaking reply",
        "cut at the rules of speech, and replaced",
        "at most 45 words are spoken",
        (
            f"{INTERVIEWER}test_an_endless_reply_is_cut_at_the_rules",
            f"{INTERVIEWER}test_a_reply_that_breaks_a_rule_is_never_heard",
            f"{INTERVIEWER}test_an_empty_reply_is_a_failure",
            "tests/coaching/test_speech_rules.py::test_each_rule_of_form_is_seen",
        ),
        lambda _: "45 words is a rule that every sentence is checked by before it is heard",
        defences=("rules of speech",),
    ),
    Row(
        Part.ENGINES,
        "voice hangs, lies or is missing",
        "killed and started again once, then text and a chime",
        "within 4 s",
        (
            f"{VOICE}test_a_fault_kills_the_child_and_a_fresh_one_speaks",
            f"{VOICE}test_a_second_fault_is_an_error_and_the_voice_can_be_asked_again",
            f"{VOICE}test_a_missing_synthesiser_is_named_with_its_cure",
            "tests/test_live.py::test_a_voice_that_fails_is_a_chime_and_a_fault_and_the_words_stand",
            "tests/test_rude_endpoints.py::"
            "test_a_voice_whose_process_is_killed_again_and_again_says_every_turn",
            "tests/engines/test_child.py::test_a_child_that_hangs_is_given_up_at_the_deadline",
        ),
        figures.voice_back,
        figures.voice_soon_back,
        ("python -m bench.children", "make soak"),
        ("a fresh voice", "a deadline for children", "an engine's death is answered"),
    ),
    Row(
        Part.ENGINES,
        "recogniser crashes, runs out of memory, or its server is lost",
        "started again; the sound is kept and the turn is heard again, here where a server failed",
        "within 10 s; 0 lost turns",
        (
            f"{SPHINX}test_a_crash_while_the_candidate_speaks_loses_no_word",
            "tests/engines/test_whisper_recogniser.py::"
            "test_after_a_failure_the_model_is_loaded_anew_on_the_processor_and_the_segment_is_heard",
            "tests/engines/test_stand_ins.py::"
            "test_the_same_segment_is_heard_by_the_local_recogniser_and_the_loss_is_said_once",
            "tests/test_jobs.py::test_a_failed_recognition_is_tried_once_more_with_the_same_segment",
            "tests/test_live.py::"
            "test_an_engine_that_dies_of_something_unforeseen_is_a_fault_and_the_floor_gets_its_answer",
        ),
        figures.recogniser_back,
        figures.recogniser_soon_back,
        ("python -m bench.children", "make soak"),
        ("a second try of the recogniser", "a local recogniser behind a server"),
    ),
    Row(
        Part.ENGINES,
        "recogniser hears words in silence or noise",
        "a voice detector before it, and gates behind it",
        "60 minutes of silence: 0 words; of noise: at most 1; short answers kept at least 95%",
        (
            "tests/engines/test_whisper_on_words.py::test_noise_and_silence_hold_no_words",
            "tests/test_bad_sound.py::test_where_nobody_speaks_no_recogniser_is_asked_for_words",
            "tests/engines/test_whisper_gates.py::test_a_true_short_answer_is_kept",
            "tests/engines/test_whisper_recogniser.py::"
            "test_the_voice_detector_keeps_silence_from_the_model_that_hears_words_in_it",
        ),
        figures.invented,
        figures.few_invented,
        ("python -m bench.invented",),
    ),
    Row(
        Part.ENGINES,
        "model not downloadable, cache damaged, checksum wrong",
        "falls back and says so; the next start fetches it again",
        "the interview starts",
        (
            f"{HUB}test_a_broken_download_is_one_sentence_with_a_cure",
            f"{HUB}test_a_wrong_checksum_is_an_error_and_the_file_is_fetched_again_next_time",
            "tests/engines/test_recognisers.py::"
            "test_auto_falls_back_with_one_line_where_the_hub_is_out_of_reach",
            "tests/engines/test_recognisers.py::test_auto_falls_back_when_the_cached_model_is_damaged",
            "tests/engines/test_sphinx_language.py::test_a_damaged_cache_is_made_anew",
        ),
        lambda _: "falls back in each case",
    ),
    Row(
        Part.ENGINES,
        "a long session, spoken to and hurt",
        "nothing grows",
        "45 real minutes: less than 50 MB more after minute 5, descriptors and threads constant",
        (),
        figures.soak,
        figures.soaked,
        ("make soak",),
    ),
    Row(
        Part.ENGINES,
        "many sessions in one process",
        "nothing grows",
        "10 virtual hours: less than 50 MB more, every round ends by itself",
        (),
        figures.ten_hours,
        figures.ran_ten_hours,
        ("make soak",),
    ),
    Row(
        Part.ENGINES,
        "engines, card and candidate in any order",
        "sound never stops being recorded, times only grow, one voice at a time, "
        "somebody always holds the floor, "
        "the interview always ends",
        "0 violations",
        (
            "tests/conversation/test_floor_orders.py::test_a_random_order_does_no_harm",
            "tests/test_whatever_goes_wrong.py::"
            "test_sound_is_kept_times_grow_one_speaks_at_a_time_and_it_ends",
        ),
        figures.schedules,
        lambda r: r.of("schedules")["met"] if r.of("schedules") else None,
        ("make fuzz", "python -m bench.schedules"),
        ("the watchdog",),
    ),
    Row(
        Part.SECURITY,
        "rebinding, cross-site requests, missing token",
        "exact host, own origin, cookie by a link that works once",
        "all refused: host x origin x token x method",
        (
            f"{SECURITY}test_only_the_right_host_origin_and_cookie_together_are_let_in",
            f"{SECURITY}test_the_link_works_once",
            f"{SECURITY}test_a_wrong_token_opens_nothing_and_does_not_use_the_link_up",
            f"{SECURITY}test_another_site_cannot_fetch_with_the_cookie",
            f"{SECURITY}test_a_web_socket_is_refused",
            f"{SECURITY}test_every_answer_carries_the_headers",
        ),
        figures.matrix,
        figures.right_answers,
        ("python -m bench.doors",),
        defences=(
            "the host",
            "the origin",
            "the cookie",
            "the link works once",
            "fetch metadata",
            "headers of every answer",
        ),
    ),
    Row(
        Part.SECURITY,
        "traversal, symbolic links, absurd ranges",
        "sessions are looked up, never made of the address; links are refused",
        "200 payloads: 0 bytes outside the recordings, less than 50 ms each",
        (
            f"{SECURITY}test_nothing_outside_the_recordings_can_be_had",
            f"{SECURITY}test_links_out_of_the_folder_are_refused",
            f"{SECURITY}test_the_sound_comes_in_the_ranges_that_were_asked_for",
        ),
        figures.outside,
        figures.kept_inside,
        ("python -m bench.doors",),
        defences=("no links out of the folder",),
    ),
    Row(
        Part.SECURITY,
        "script in a transcript, scenario, model reply, file name or import",
        "text reaches a page only escaped; the policy allows no script but the page's own",
        "headless Chromium with policy reports: 0 scripts run",
        (
            "tests/review/test_in_browser.py::test_no_script_in_any_field_runs",
            "tests/review/test_exports.py::test_text_in_a_page_never_becomes_markup",
        ),
        lambda _: "9 attacks in every field: 0 run",
        defences=("escaping",),
    ),
    Row(
        Part.SECURITY,
        "key in a file, log, traceback, session or argument",
        "keys come from the environment alone and are struck out of everything that is written",
        "a canary key and every error forced: 0 hits",
        (
            f"{LEAKS}test_the_key_is_in_no_file_and_no_line_of_an_interview_with_every_error_in_it",
            f"{LEAKS}test_a_key_that_is_refused_at_the_start_is_not_repeated",
            f"{LEAKS}test_an_unforeseen_failure_does_not_show_the_key_either",
            f"{MODEL}test_a_fault_is_one_sentence_that_names_the_setting_and_never_the_key",
            "tests/test_config.py::test_a_key_in_a_file_is_refused_without_repeating_it",
            "tests/cli/test_choices.py::test_the_key_of_one_server_is_never_sent_to_another",
        ),
        lambda _: "0 hits",
        defences=("own words for the endpoint's", "keys struck out"),
    ),
    Row(
        Part.SECURITY,
        "hostile scenario, session, transcript, form, settings, request or sound file",
        "limits of size and depth; one of our own sentences",
        "10 minutes of fuzzing each: typed error within 1 s, within 200 MB",
        (FUZZ, FIELDS),
        figures.fuzz,
        figures.fuzzed_for_long,
        ("make fuzz",),
        ("turns of no absurd number", "lengths that are lengths"),
        falls_short="ten minutes of the processor each, which `make fuzz` takes by itself",
    ),
    Row(
        Part.SECURITY,
        "words meant for the model",
        "the candidate's words reach a model as quoted data; the rules judge counts behaviour, not claims",
        "50 attacks: no control changed, no rubric told, levels unchanged by the rules "
        "judge; shift at most 0.25 "
        "by a model judge",
        (
            "tests/test_steady_assessment.py::test_words_for_the_judge_raise_no_level",
            "tests/test_judging_by_model.py::"
            "test_even_a_gullible_model_shifts_a_level_by_less_than_a_quarter_on_average",
            f"{INTERVIEWER}test_the_candidates_words_reach_the_model_only_as_quoted_data",
        ),
        lambda _: "no level raised by the rules judge; the model judge was a simulated, gullible one",
        falls_short="no real model: none could be reached from the machine that this was measured on",
    ),
    Row(
        Part.SECURITY,
        "other users of the machine",
        "folders 0700, files 0600, whatever the umask",
        "umask 000",
        (
            f"{LEAKS}test_under_any_umask_whatever_the_commands_write_is_their_users_alone",
            f"{WRITER}test_under_any_umask_the_session_is_its_owners_alone",
        ),
        lambda _: "every file and folder that eight commands write",
        defences=("files of their owner alone", "the log's folder"),
    ),
    Row(
        Part.SECURITY,
        "data leaving the machine",
        "only the named endpoint is asked, and an announced download",
        "a guard over every connection",
        (
            f"{LEAKS}test_without_a_model_nothing_is_asked_of_anybody",
            f"{LEAKS}test_with_a_model_only_its_own_address_is_asked",
            f"{HUB}test_offline_asks_nobody",
            f"{HUB}test_the_size_is_said_before_the_download_starts",
        ),
        figures.leaving,
        lambda r: None if not r.of("leaving") else figures.nothing_left(r),
        falls_short="strace with faster-whisper as the recogniser, or with a model",
        commands=("python -m bench.leaving",),
    ),
    Row(
        Part.SECURITY,
        "deleting, interrupted",
        "renamed first, then forgotten, then removed; completed at the next start",
        "the whole session is gone, index and exports included",
        (
            f"{SESSIONS}test_deleting.py::test_nothing_of_a_deleted_session_is_left",
            f"{SESSIONS}test_deleting.py::test_an_interrupted_deletion_is_completed_at_the_next_start",
            f"{SESSIONS}test_deleting.py::test_a_link_is_not_followed",
        ),
        lambda _: "0 bytes of its words left in the folder",
        defences=("deletions completed", "deleted from the index"),
    ),
    Row(
        Part.SECURITY,
        "a hole that is known in a library",
        "`make audit` asks the advisory databases about each version, and fails where they do not answer",
        "0 known holes",
        (),
        lambda _: "none of 107 packages: the registry that could be reached here gives no advisories",
        lambda _: None,
        ("make audit",),
    ),
    Row(
        Part.SECURITY,
        "a wheel that is not made of these sources",
        "the same commit gives the same bytes, and a list of what is installed can be made",
        "two builds: the same sum",
        (),
        lambda _: "two builds by another environment: the same sum; 110 components in the list",
        commands=("make wheel", "make sbom"),
    ),
    Row(
        Part.BY_HAND,
        "one field of a session's file is of another kind (a list for a turn, NaN for a "
        "length, -0.5 s for a word)",
        "that session is damaged or shown without it; every other page and list goes on",
        "0 errors that are not ours",
        (
            FIELDS,
            "tests/fuzz/test_every_field.py::test_a_field_of_another_kind_harms_neither_lists_nor_pages",
        ),
        lambda _: "six kinds of field took the library or a page down before; 7,866 changed sessions: 0 now",
        commands=("make fuzz",),
        defences=("turns of no absurd number", "lengths that are lengths"),
    ),
    Row(
        Part.BY_HAND,
        "a pipe, or a file of 20 GB, stands in place of a session's file",
        "that file is no plain one, or is read to its 64th megabyte; every command goes on",
        "nobody waits, no memory runs out",
        (
            f"{SESSIONS}test_reading.py::test_a_pipe_in_place_of_a_file_holds_nobody_up",
            f"{SESSIONS}test_reading.py::test_a_file_without_end_is_not_read_to_its_end",
        ),
        lambda _: "a pipe held six commands up for ever, and 20 GB ended five of them, before",
    ),
    Row(
        Part.BY_HAND,
        "a text with a number of 5,000 digits, or with 10 knots in it, is to be spoken",
        "read digit by digit; what only looks like a scale is read as it stands",
        "the voice never fails for a text",
        (
            "tests/engines/test_reading_aloud.py::"
            "test_what_only_looks_like_a_scale_or_has_no_end_is_read_all_the_same",
        ),
        lambda _: "each was an error in the voice's thread before, heard as a chime",
    ),
    Row(
        Part.BY_HAND,
        "settings or scenario with a number of 5,000 digits or 2,000 brackets",
        "one sentence that names the file",
        "no traceback",
        (FUZZ,),
        lambda _: "each was an unforeseen failure before",
        commands=("make fuzz",),
    ),
    Row(
        Part.BY_HAND,
        "a request whose query is no text, or whose length is no number",
        "answered like any other",
        "no status 500",
        (FUZZ,),
        lambda _: "each was a status 500 before",
        commands=("make fuzz",),
    ),
    Row(
        Part.BY_HAND,
        "started with a standard stream closed (`2>&-`)",
        "nothing is put in its place, so that no file takes its number",
        "not a byte of a library's complaints in a recording",
        ("tests/cli/test_commands.py::test_no_file_takes_the_place_of_a_closed_standard_stream",),
        lambda _: (
            "the next file got the number of the closed stream before, and what a library prints with it"
        ),
        defences=("closed standard streams",),
    ),
    Row(
        Part.BY_HAND,
        "the recordings folder is moved while it is recorded into",
        "goes on in the moved folder; at the end it says so, and `recover` with the new place makes it whole",
        "0 samples and 0 turns lost",
        (f"{WRITER}test_of_a_folder_that_is_moved_while_it_is_recorded_into_nothing_is_lost",),
        lambda _: "0 of 2.5 s and 0 of 1 turn; the sentence spoke of room on the disk before",
        defences=("a moved folder is told",),
    ),
)
