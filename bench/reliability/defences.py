"""Every defence of the table, switched off by one change of the sources."""

from __future__ import annotations

from bench.reliability.rows import Defence

WRITER = "tests/sessions/test_session_writer.py::"
LOG = "tests/sessions/test_event_log.py::"
RECOVERY = "tests/sessions/test_recovery.py::"
POWER = "tests/sessions/test_power_loss.py::"
SECURITY = "tests/review/test_security.py::"
MODEL = "tests/engines/test_openai_model.py::"
INTERVIEWER = "tests/coaching/test_interviewer.py::"
STREAMS = "tests/engines/test_portaudio_streams.py::"
LEAKS = "tests/cli/test_nothing_leaks.py::"
FIELDS = "tests/fuzz/test_every_field.py::"

DEFENCES = (
    Defence(
        "sync of the sound",
        "each second the sound is on the disk, not merely with the system",
        "voice_coach/sessions/wav.py",
        "        self._disk.sync(self._fd)\n        self.synced_end = self.end",
        "        self.synced_end = self.end",
        (f"{POWER}test_a_power_loss_at_any_write_costs_two_seconds_at_most_and_no_turn",),
    ),
    Defence(
        "sync of a turn",
        "a finished turn is on the disk before the interview goes on",
        "voice_coach/sessions/events.py",
        "            if durable or len",
        "            if len",
        (
            f"{POWER}test_a_power_loss_at_any_write_costs_two_seconds_at_most_and_no_turn",
            f"{LOG}test_a_turn_is_on_the_disk_when_append_returns",
        ),
    ),
    Defence(
        "header of the sound",
        "the file opens elsewhere: its header tells its length each second",
        "voice_coach/sessions/wav.py",
        "header_of(self.start, self.end - self.start), 0)",
        "header_of(self.start, 0), 0)",
        ("tests/sessions/test_wav_file.py::test_between_two_syncs_the_header_of_the_last_one_is_valid",),
    ),
    Defence(
        "whole appends",
        "a write that the disk takes in part is gone on with",
        "voice_coach/sessions/disk.py",
        "        rest = rest[_taken(disk.write(fd, rest)) :]",
        "        _taken(disk.write(fd, rest))\n        return",
        (f"{LOG}test_short_writes_lose_no_event",),
    ),
    Defence(
        "whole writes",
        "sound that the disk takes in part is gone on with",
        "voice_coach/sessions/disk.py",
        "        rest, offset = rest[taken:], offset + taken",
        "        return",
        (
            "tests/sessions/test_wav_file.py::test_short_writes_lose_nothing",
            f"{WRITER}test_short_writes_lose_nothing",
        ),
    ),
    Defence(
        "a new file after an error",
        "a file that failed once is never tried again: sound goes on in the next",
        "voice_coach/sessions/track.py",
        "        for _ in range(_TRIES):",
        "        for _ in range(0):",
        (f"{WRITER}test_after_a_disk_error_sound_goes_on_in_a_new_file_and_nothing_is_lost",),
    ),
    Defence(
        "a new log after an error",
        "the log goes on in a new file with every line that is not known to be safe",
        "voice_coach/sessions/events.py",
        'write_all(self._disk, self._fd, b"".join(self._unsynced))',
        "pass",
        (f"{LOG}test_after_a_failure_the_log_goes_on_in_a_new_file_and_loses_nothing",),
    ),
    Defence(
        "room on the disk",
        "sound stops while there is room for the log, and says so",
        "voice_coach/sessions/track.py",
        '            self.stop("The disk is nearly full")',
        "            pass",
        (
            f"{WRITER}test_the_room_on_the_disk_is_watched_second_by_second",
            f"{WRITER}test_when_sound_has_stopped_the_events_go_on",
        ),
    ),
    Defence(
        "an own thread for the disk",
        "a stuck disk never blocks the interview",
        "voice_coach/sessions/recorder.py",
        "block=self._waits)",
        "block=True)",
        (f"{WRITER}test_a_stuck_disk_never_blocks_the_caller_and_the_recording_stays_true_to_time",),
    ),
    Defence(
        "comparison before deleting",
        "a WAV file goes only when the packed one holds the same samples",
        "voice_coach/sessions/finalising.py",
        "        if not holds(scratch, parts):",
        "        if False:",
        (f"{RECOVERY}test_a_recording_is_only_deleted_for_a_packed_file_with_the_same_samples",),
    ),
    Defence(
        "recovery at the next start",
        "an interrupted session is made whole",
        "voice_coach/sessions/recovery.py",
        "        return not read_manifest(folder).state.is_final",
        "        return False",
        (
            "tests/sessions/test_kill.py::test_kill_9_at_random_moments_loses_nothing_that_was_acknowledged",
            f"{RECOVERY}test_an_interrupted_session_is_made_whole_and_tells_how_much_was_kept",
        ),
    ),
    Defence(
        "the lock",
        "a running session is not mistaken for an interrupted one",
        "voice_coach/sessions/lock.py",
        "        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "        pass",
        (f"{RECOVERY}test_a_running_session_is_left_alone", f"{RECOVERY}test_a_session_is_locked_once"),
    ),
    Defence(
        "damaged lines",
        "a line of the log that cannot be read is counted and left out",
        "voice_coach/sessions/events.py",
        "    except (ValueError, RecursionError):\n        return None",
        "    except ZeroDivisionError:\n        return None",
        (
            f"{LOG}test_cuts_and_flips_never_raise_and_spare_the_other_lines",
            f"{LOG}test_a_torn_line_is_counted_and_skipped",
        ),
    ),
    Defence(
        "the card outlives its devices",
        "a lost device pauses the interview instead of ending it",
        "voice_coach/engines/lasting_card.py",
        "            except DeviceError:\n                self._lose(card)",
        "            except ZeroDivisionError:\n                self._lose(card)",
        (
            "tests/engines/test_lasting_card.py::"
            "test_the_session_goes_on_in_silence_and_in_time_until_the_device_is_back",
            "tests/engines/test_device_storm.py::"
            "test_a_storm_of_devices_is_met_with_few_tries_and_the_session_stays_true_to_time",
        ),
    ),
    Defence(
        "backing off",
        "a storm of devices gets few tries",
        "voice_coach/engines/lasting_card.py",
        "BACK_OFF_S = (0.5, 1.0, 2.0, 4.0)",
        "BACK_OFF_S = (0.1, 0.1)",
        (
            "tests/engines/test_device_storm.py::"
            "test_a_storm_of_devices_is_met_with_few_tries_and_the_session_stays_true_to_time",
        ),
    ),
    Defence(
        "closing on a thread",
        "a driver that never closes is left behind",
        "voice_coach/engines/portaudio_card.py",
        '            _within(CLOSING_S, "close the sound devices", lambda: _stop(streams))',
        "            _stop(streams)",
        ("tests/engines/test_portaudio_card.py::test_a_driver_that_never_closes_is_left_behind",),
    ),
    Defence(
        "exact zeros",
        "a microphone that the system denies is told from a quiet room",
        "voice_coach/engines/microphone_stream.py",
        "            self._faults.add(CardFault.MICROPHONE_SILENT, self._given)",
        "            pass",
        (f"{STREAMS}test_exact_zeros_for_four_seconds_are_reported_once_and_noise_never",),
    ),
    Defence(
        "counting lost sound",
        "sound that the device lost is counted and silence stands in its place",
        "voice_coach/engines/microphone_stream.py",
        "            self._faults.add(CardFault.INPUT_OVERRUN, self._given + len(self._pending))",
        "            pass",
        (
            f"{STREAMS}test_sound_that_the_device_lost_becomes_silence_of_the_same_length",
            f"{STREAMS}test_a_reader_that_sleeps_too_long_loses_sound_but_no_time",
        ),
    ),
    Defence(
        "following the loudspeaker's clock",
        "a loudspeaker whose clock runs fast or slow never runs dry in a word",
        "voice_coach/engines/loudspeaker_stream.py",
        "        return 2 if lowest_s < LOWEST_S else 0",
        "        return 1",
        (f"{STREAMS}test_a_drifting_loudspeaker_stays_aligned_and_never_runs_dry_in_a_word",),
    ),
    Defence(
        "the deadline of a model",
        "whatever trickles in, a reply is over at its deadline",
        "voice_coach/engines/openai_model.py",
        "            wait_s = min(self._left_s(), _USAGE_FOLLOWS_WITHIN_S) if finished else self._left_s()",
        "            wait_s = 60.0",
        (f"{MODEL}test_the_deadline_holds_whatever_trickles_in",),
    ),
    Defence(
        "a reply needs its end",
        "a stream that was cut is no reply",
        "voice_coach/engines/openai_model.py",
        "        if not finish:\n            return ModelError(",
        "        if finish is None:\n            return ModelError(",
        (f"{MODEL}test_a_fault_is_one_sentence_that_names_the_setting_and_never_the_key",),
    ),
    Defence(
        "no requests of the library's own",
        "one request is one request",
        "voice_coach/engines/openai_endpoint.py",
        "max_retries=0",
        "max_retries=2",
        (f"{MODEL}test_a_fault_is_one_sentence_that_names_the_setting_and_never_the_key",),
    ),
    Defence(
        "own words for the endpoint's",
        "what an endpoint says is never repeated, since it may repeat the key",
        "voice_coach/engines/openai_endpoint.py",
        'return ModelError(f"{host} refused the key.", f"Check {endpoint.key_setting}.")',
        'return ModelError(f"{host} refused the key {endpoint.api_key}.", f"Check {endpoint.key_setting}.")',
        (
            f"{MODEL}test_a_fault_is_one_sentence_that_names_the_setting_and_never_the_key",
            f"{LEAKS}test_a_key_that_is_refused_at_the_start_is_not_repeated",
        ),
    ),
    Defence(
        "the script takes over",
        "after three failures in a row no model is asked",
        "voice_coach/coaching/interviewer.py",
        "        return self._state.model_failures >= MOST_MODEL_FAILURES",
        "        return False",
        (f"{INTERVIEWER}test_after_three_failures_in_a_row_the_script_goes_on_alone_and_says_so_once",),
    ),
    Defence(
        "rules of speech",
        "what a model says is checked before it is heard",
        "voice_coach/coaching/speech_rules.py",
        "    return tuple(_broken(text, context or SpeechContext()))",
        "    return ()",
        (
            f"{INTERVIEWER}test_a_reply_that_breaks_a_rule_is_never_heard",
            f"{INTERVIEWER}test_an_endless_reply_is_cut_at_the_rules",
        ),
    ),
    Defence(
        "a second try of the recogniser",
        "a turn whose recognition failed is recognised again",
        "voice_coach/jobs.py",
        "    for _ in range(2):\n        try:\n            words = recogniser.transcribe(segment)",
        "    for _ in range(1):\n        try:\n            words = recogniser.transcribe(segment)",
        ("tests/test_jobs.py::test_a_failed_recognition_is_tried_once_more_with_the_same_segment",),
    ),
    Defence(
        "a deadline for children",
        "a voice or recogniser that hangs is killed",
        "voice_coach/engines/child.py",
        "            line = self._incoming.get(timeout=max(0.0, within_s))",
        "            line = self._incoming.get(timeout=60.0)",
        ("tests/engines/test_child.py::test_a_child_that_hangs_is_given_up_at_the_deadline",),
    ),
    Defence(
        "a fresh voice",
        "a voice that died, hung or lied is started again",
        "voice_coach/engines/pyttsx3_voice.py",
        "        except EngineError:\n            self._restart()\n        try:",
        "        except ZeroDivisionError:\n            self._restart()\n        try:",
        ("tests/engines/test_pyttsx3_voice.py::test_a_fault_kills_the_child_and_a_fresh_one_speaks",),
    ),
    Defence(
        "a local recogniser behind a server",
        "what a server fails to hear is heard here",
        "voice_coach/engines/stand_ins.py",
        "            self._server.lost()\n            raise RecogniserError(",
        "            raise RecogniserError(",
        (
            "tests/engines/test_stand_ins.py::"
            "test_the_same_segment_is_heard_by_the_local_recogniser_and_the_loss_is_said_once",
        ),
    ),
    Defence(
        "an engine's death is answered",
        "the floor gets an answer even where a job dies of something unforeseen",
        "voice_coach/live.py",
        "            for event in otherwise:\n                self._inbox.put(event)",
        "            pass",
        (
            "tests/test_live.py::"
            "test_an_engine_that_dies_of_something_unforeseen_is_a_fault_and_the_floor_gets_its_answer",
        ),
    ),
    Defence(
        "the watchdog",
        "the floor is never left with nobody holding it",
        "voice_coach/conversation/floor.py",
        "    Timer.EARS_STALL: ears_stalled,\n    Timer.REPLY_STALL: reply_stalled,",
        "    Timer.EARS_STALL: lambda floor, t: [],\n    Timer.REPLY_STALL: lambda floor, t: [],",
        (
            "tests/conversation/test_floor.py::test_an_engine_that_never_answers_does_not_leave_the_floor_empty",
        ),
    ),
    Defence(
        "the host",
        "a page of another name is not this page",
        "voice_coach/review/security.py",
        "        if len(hosts) != 1 or hosts[0] not in self._hosts:",
        "        if not hosts:",
        (f"{SECURITY}test_only_the_right_host_origin_and_cookie_together_are_let_in",),
    ),
    Defence(
        "the origin",
        "another page cannot ask in the owner's name",
        "voice_coach/review/security.py",
        "        if not is_own and (origins or scope",
        "        if False and (origins or scope",
        (
            f"{SECURITY}test_only_the_right_host_origin_and_cookie_together_are_let_in",
            f"{SECURITY}test_a_session_is_deleted_and_noted_only_from_the_page",
        ),
    ),
    Defence(
        "the cookie",
        "whoever did not come by the link sees nothing",
        "voice_coach/review/security.py",
        "        if secrets.compare_digest(given.encode(), self._cookie.encode()):",
        "        if True:",
        (f"{SECURITY}test_only_the_right_host_origin_and_cookie_together_are_let_in",),
    ),
    Defence(
        "the link works once",
        "a link that was seen over a shoulder opens nothing",
        "voice_coach/review/security.py",
        "        self._token = None\n        answer",
        "        answer",
        (f"{SECURITY}test_the_link_works_once",),
    ),
    Defence(
        "fetch metadata",
        "another site cannot fetch although the browser sends the cookie",
        "voice_coach/review/security.py",
        'in ("cross-site", "same-site") and not _is_visit(headers):',
        "in ():",
        (f"{SECURITY}test_another_site_cannot_fetch_with_the_cookie",),
    ),
    Defence(
        "headers of every answer",
        "no script but the page's own, no frame, nothing kept by the browser",
        "voice_coach/review/security.py",
        "                headers[name] = value",
        "                pass",
        (f"{SECURITY}test_every_answer_carries_the_headers",),
    ),
    Defence(
        "no links out of the folder",
        "a symbolic link in place of a session is none",
        "voice_coach/sessions/reading.py",
        "folder.is_dir() and not folder.is_symlink()]",
        "folder.is_dir()]",
        (
            f"{SECURITY}test_links_out_of_the_folder_are_refused",
            f"{RECOVERY}test_other_peoples_files_in_the_recordings_folder_are_left_alone",
        ),
    ),
    Defence(
        "escaping",
        "text never becomes markup in an exported page",
        "voice_coach/review/exporting/html_file.py",
        "    return text.replace(",
        "    return text or text.replace(",
        ("tests/review/test_exports.py::test_text_in_a_page_never_becomes_markup",),
    ),
    Defence(
        "keys struck out",
        "details of an unforeseen failure hold no key",
        "voice_coach/config.py",
        '            text = text.replace(secret, "[key]")',
        "            pass",
        (
            f"{LEAKS}test_an_unforeseen_failure_does_not_show_the_key_either",
            "tests/test_config.py::test_keys_are_struck_out_of_texts_even_when_broken_by_a_newline",
        ),
    ),
    Defence(
        "files of their owner alone",
        "whatever the umask, a session's files are 0600",
        "voice_coach/sessions/disk.py",
        "            os.fchmod(fd, 0o600)",
        "            os.fchmod(fd, 0o644)",
        (
            f"{WRITER}test_under_any_umask_the_session_is_its_owners_alone",
            f"{LEAKS}test_under_any_umask_whatever_the_commands_write_is_their_users_alone",
        ),
    ),
    Defence(
        "the log's folder",
        "the folder of failures is its owner's alone",
        "voice_coach/cli/say.py",
        "folder.mkdir(mode=0o700, ",
        "folder.mkdir(",
        (f"{LEAKS}test_under_any_umask_whatever_the_commands_write_is_their_users_alone",),
    ),
    Defence(
        "deletions completed",
        "an interrupted deletion is completed at the next start",
        "voice_coach/sessions/deleting.py",
        "            _finish(doomed)\n        except",
        "            pass\n        except",
        ("tests/sessions/test_deleting.py::test_an_interrupted_deletion_is_completed_at_the_next_start",),
    ),
    Defence(
        "deleted from the index",
        "no word of a deleted session stays in the index",
        "voice_coach/sessions/deleting.py",
        "            index.forget(doomed.name.removeprefix(PREFIX))",
        "            pass",
        ("tests/sessions/test_deleting.py::test_nothing_of_a_deleted_session_is_left",),
    ),
    Defence(
        "turns of no absurd number",
        "one odd number in a session's file does not take the whole library down",
        "voice_coach/sessions/transcript.py",
        "not 0 <= value < _MOST_TURNS",
        "value < 0",
        (f"{FIELDS}test_what_was_found_stays_mended",),
    ),
    Defence(
        "lengths that are lengths",
        "a session whose length is no number is damaged, not shown",
        "voice_coach/sessions/manifest.py",
        "        if not 0 <= self.duration_s <= _LONGEST_S:",
        "        if False:",
        (f"{FIELDS}test_what_was_found_stays_mended",),
    ),
)
