"""Words for channels, and for what became of a contact: known in many spellings, named by the settings, or refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import get_args

import pytest
from conftest import Cli, Load, few, once

import attitude
from attitude.channels import naming
from attitude.database import Workspace
from attitude.errors import BadDataError, UsageError
from attitude.load import LoadOptions, load_file
from attitude.settings import Family, read_settings_file

PLAN = '[campaign]\nid = "{id}"\nstarts_on = 2026-02-01\n[[offer]]\nchannel = "{channel}"\n'
CLOSES_ALL = [
    "all",
    "any",
    "*",
    "＊",
    "ALL CHANNELS",
    "everything",
    "alle",
    "Tous",
    "todos",
    "全部",
    "所有",
    "所有渠道",
]
SMS = ["sms", "ＳＭＳ", " S.M.S. ", "Text-Message", "短信", "短讯", "彩信", "texto", "mensaje", "MMS", "Kurznachricht"]
EMAIL = ["e_mail", "邮件", "電郵", "电子邮件", "Courriel", "correo electrónico", "EDM"]
CALL = ["电话", "外呼", "Telefon", "Anruf", "Llamada", "appel téléphonique", "Phone"]
SEVERAL = [
    "sms;email",
    "email,sms",
    "SMS & E-Mail",
    "短信、邮件",
    "sms/email",
    "sms，email",
    "SMS und Mail",
    "sms email",
]
MOBILE = ["mobile", "手机", "Handy", "móvil"]
OPEN = ["web", "Brief", "门店", "fax"]
WORDS = [*CLOSES_ALL, *SMS, *EMAIL, *CALL, *SEVERAL, *MOBILE, *OPEN]


def write(name: str, *lines: str) -> str:
    Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return name


def past(channel: str = "sms", members: int = len(WORDS)) -> list[str]:
    rows = (f"{i},c{k},2025-0{k}-01 10:00,{channel},{(i + k) % 2}" for i in range(members) for k in (1, 2, 3))
    return ["member_id,campaign_id,contacted_at,channel,responded", *rows]


@once
def begin(ok: Cli, members: int = len(WORDS)) -> None:
    """A workspace of members with phone and e-mail, who were written to before."""
    ok("init")
    people = (f"{i},+8613800{i:06},u{i}@x.cn" for i in range(members))
    ok("load", "members", write("members.csv", "member_id,phone,email", *people))
    ok("load", "contacts", write("past.csv", *past(members=members)))
    ok("score")


def listed(ok: Cli, channel: str, name: str = "n") -> set[int]:
    """Give the members of a list by a channel."""
    ok("target", write("plan.toml", *PLAN.format(id=name, channel=channel).splitlines()))
    told = ok("query", f"select member_id from list_members where list_id like '{name}-%'", "--format", "json").out
    return {int(row["member_id"]) for row in json.loads(told)}


def test_an_opt_out_closes_what_its_word_means(ok: Cli) -> None:
    begin(ok)
    quoted = (f'{i},"{word}"' for i, word in enumerate(WORDS))
    said = ok("load", "optouts", write("optouts.csv", "member_id,channel", *quoted))
    assert f"{len(WORDS)} " in said.err
    assert "named together, each of which is meant" in said.err
    assert "'mobile' may mean several channels; its opt-outs close sms and call: 1" in said.err
    found = {channel: listed(ok, channel, f"by{i}") for i, channel in enumerate(("短信", "邮件", "Telefon", "Post"))}
    left = {channel: {WORDS[i] for i in who} for channel, who in found.items()}
    every = set(WORDS) - set(CLOSES_ALL)
    assert left["短信"] == every - {*SMS, *SEVERAL, *MOBILE}
    assert left["邮件"] == every - {*EMAIL, *SEVERAL}
    assert left["Telefon"] == every - {*CALL, *MOBILE}
    assert left["Post"] == every - {"Brief", "SMS und Mail"}  # mail is of either kind


def test_rows_of_several_channels_are_counted_once(ok: Cli) -> None:
    ok("init")
    lines = ("member_id,channel,opted_out_on", "1,sms;email,2026-01-02", "1,email,2026-01-02", "2,,2026-01-02")
    ok("load", "optouts", write("optouts.csv", *lines))
    rows = json.loads(ok("query", "select kept, duplicate, optouts from loads", "--format", "json").out)
    assert rows == [{"kept": 2, "duplicate": 1, "optouts": 3}]
    stored = ok("query", "select member_id, channel from optouts order by all", "--format", "csv").out
    assert stored.splitlines() == ["member_id,channel", "1,email", "1,sms", "2,all"]
    ok("load", "optouts", write("later.csv", *lines, "1,all,2026-01-02"))
    last = ok("query", "select kept from loads order by load_id desc limit 1", "--format", "csv").out
    assert last.split() == ["kept", "1"]


REFUSED = {
    "a channel": ("member_id,channel", "1,sms", "2,pigeon", "3,Pigeon", "4,smss", "nobody knows: pigeon 2, smss 1"),
    "one of several": ("member_id,channel", "1,sms;pigeon", "nobody knows: pigeon 1"),
    "by blanks": ("member_id,channel", "1,all but sms", "nobody knows: all but sms 1"),
    "signs alone": ("member_id,channel", "1,;", "nobody knows: ; 1"),
    "an action": ("member_id,channel,action", "1,sms,out", "2,sms,maybe", "neither out nor in: maybe 1"),
    "yes or no": ("member_id,channel,action", "1,sms,yes", "neither out nor in: yes 1"),
    "an opt-in": ("member_id,channel,action", "1,pigeon,in", "nobody knows: pigeon 1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_opt_out_that_would_close_nothing_refuses_the_file(name: str, cli: Cli, ok: Cli) -> None:
    *lines, words = REFUSED[name]
    ok("init")
    said = cli("load", "optouts", write("optouts.csv", *lines), "--max-rejects", "1")
    assert said.code == 3
    assert words in said.err
    assert "Say in attitude.toml what each is, as [" in said.err
    assert ok("query", "select count(*) as n from optouts", "--format", "csv").out.split() == ["n", "0"]


def test_the_nearest_word_is_named(cli: Cli, ok: Cli) -> None:
    ok("init")
    said = cli("load", "optouts", write("optouts.csv", "member_id,channel", "1,Telefn"))
    assert '[channels] "telefn" = "call" (did you mean \'telefon\'?)' in said.err


@pytest.mark.parametrize("word", ["none", "keine", "ohne", "unknown", "mal", "fan", "无", "other"])
def test_no_family_is_proposed_for_a_word_that_is_only_somewhat_like_one(
    word: str, workspace: Workspace, tmp_path: Path
) -> None:
    line = naming(workspace, word)
    assert f'"{word}" = "FAMILY" (FAMILY: sms, call, email, post' in line
    file = tmp_path / "attitude.toml"
    file.write_text(line.partition(" (FAMILY")[0].replace(" ", "\n", 1), encoding="utf-8")
    with pytest.raises(UsageError, match="channels"):
        read_settings_file(file)


def test_what_is_said_again_in_other_words_is_known_to_be(load: Load, workspace: Workspace) -> None:
    load("optouts", "member_id,channel,opted_out_on", "1,sms,2026-01-01", "2,email,2026-01-01")
    load("optouts", "member_id,channel,opted_out_on,action", "1,sms;email,2026-01-01,STOP")
    assert workspace.rows("select load_id, of_load_id, count_rows from store.said_again") == [(2, 1, 1)]


ACTIONS = {"out": "OUT, opt-out, Unsubscribe, STOP, 退订, abgemeldet, baja", "in": "In, opt in, subscribe, 订阅, alta"}


def test_actions_have_plain_synonyms(load: Load, workspace: Workspace) -> None:
    told = [(word.strip(), action) for action, words in ACTIONS.items() for word in words.split(",")]
    load("optouts", "member_id,channel,action", *(f'{i},sms,"{word}"' for i, (word, _) in enumerate(told)))
    found = workspace.rows("select member_id::int, action from optouts order by all")
    assert found == [(i, action) for i, (_, action) in enumerate(told)]


def test_an_opt_in_by_a_wide_word_lifts_no_narrow_opt_out(load: Load, workspace: Workspace) -> None:
    load("optouts", "member_id,channel,opted_out_on,action", "1,email,2026-01-01,out", "1,mail,2026-01-02,in")
    load("optouts", "member_id,channel,opted_out_on,action", "2,mail,2026-01-01,out", "2,mail,2026-01-02,in")
    workspace.run("score/opted_out")
    assert workspace.rows("select member_key, family from opted_out") == [(1, "email")]


def test_what_is_stored_and_not_known_holds_for_all(ok: Cli) -> None:
    begin(ok, members=3)
    with Workspace(Path("attitude.duckdb")) as workspace:
        workspace.rows(
            "insert into store.optouts by name from (values (1, 'pigeon', 'out'), (2, 'pigeon', 'in')) "
            "as told (member_key, channel, action)"
        )
    told = " ".join(ok("status").err.split())
    assert "opt-outs of channels that nobody knows, which hold for every channel: 1" in told
    assert "[channels] of attitude.toml: pigeon" in told
    assert listed(ok, "sms") == {1, 2}
    write("attitude.toml", "[channels]", 'pigeon = "none"')
    assert listed(ok, "sms", "m") == {0, 1, 2}
    assert listed(ok, "Pigeon", "p") == {1, 2}


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("kiosk-3", "offer.1.channel: nobody knows what 'kiosk-3' is"),
        ("emial", '[channels] "emial" = "email" (did you mean \'email\'?)'),
        ("全部", "'全部' means every channel"),
    ],
)
def test_a_plan_by_a_channel_that_nobody_knows_is_refused(channel: str, words: str, cli: Cli, ok: Cli) -> None:
    begin(ok, members=3)
    said = cli("target", write("plan.toml", *PLAN.format(id="n", channel=channel).splitlines()))
    assert said.code == 2
    assert words in said.err


@pytest.mark.slow
def test_contacts_by_such_a_channel_are_history_and_told(ok: Cli) -> None:
    begin(ok, members=3)
    said = ok("load", "contacts", write("kiosk.csv", *past("kiosk-3", 2)))
    assert "channels of which nobody knows what they are: kiosk-3; a plan can use one" in said.err
    assert '[channels] "kiosk-3" = "FAMILY" (FAMILY: sms, call, email' in said.err
    assert "by which no plan can send: 1" in " ".join(ok("status").err.split())
    Path("attitude.toml").write_text('[channels]\nkiosk-3 = "none"\n', encoding="utf-8")
    assert "no plan can send" not in " ".join(ok("status").err.split())
    assert listed(ok, "kiosk-3") == {0, 1, 2}


@pytest.mark.slow
def test_own_words_win_in_files_plans_and_python(ok: Cli, cli: Cli) -> None:
    begin(ok, members=5)
    Path("attitude.toml").write_text('[channels]\n智能热线 = "call"\nwap = "none"\nmail = "post"\n', encoding="utf-8")
    lines = ("member_id,channel", "0,call", "1,智能热线", "2,WAP", "3,mail")
    ok("load", "optouts", write("optouts.csv", *lines))
    assert listed(ok, "智能热线", "a") == {2, 3, 4}
    assert listed(ok, "wap", "b") == {0, 1, 3, 4}
    assert listed(ok, "email", "c") == {0, 1, 2, 3, 4}
    with attitude.open("attitude.duckdb") as session:
        write("plan.toml", *PLAN.format(id="d", channel="智能热线").splitlines())
        assert session.target("plan.toml", dry_run=True).count_treated == 3
    with Workspace(Path("attitude.duckdb"), read_only=True) as workspace:  # who opens it without the settings
        assert workspace.row("select channel_family('智能热线'), channel_needs('wap')") == ("call", None)
    Path("attitude.toml").write_text("", encoding="utf-8")
    assert cli("target", "plan.toml", "--dry-run").code == 2


def test_a_family_that_is_none_is_refused(cli: Cli) -> None:
    Path("attitude.toml").write_text('[channels]\n外呼 = "cal"\n', encoding="utf-8")
    said = cli("init")
    assert said.code == 2
    assert "channels.外呼" in said.err
    assert "'call'" in said.err


@pytest.mark.slow
def test_the_job_knows_own_words(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    begin(ok, members=3)
    (tmp_path / "inbox").mkdir()
    write("inbox/optouts.csv", "member_id,channel", "1,热线")
    write("month.toml", 'month = "2026-01"', "[load]")
    assert cli("run", "month.toml").code == 3
    Path("attitude.toml").write_text('[channels]\n热线 = "call"\n', encoding="utf-8")
    write("inbox/optouts.csv", "member_id,channel", "1,热线")
    ok("run", "month.toml")
    assert listed(ok, "call") == {0, 2}


OUTCOMES = {
    "opted-out": "STOP,Stop.,STOP!,stop all,STOPALL,UNSUBSCRIBE,CANCEL,END,QUIT,REVOKE,OptOut,opt out,TD,退订,Abmelden,"
    "arrêt,BAJA,spam,complaint,stop please,ＳＴＯＰ,Please STOP,pls stop texting,HELP STOP,Reply: STOP,"
    "T,Ｔ,回T,TD退订,请退订,"
    "不要再发了,停止发送,拒绝接收,在黑名单中,bitte abmelden,keine SMS mehr,me désabonner,arretez svp,"
    "quiero darme de baja,Lasst mich in Ruhe,Ich möchte das nicht mehr,Löschen Sie meine Daten,delete my number,"
    "no más mensajes,group_unsubscribe,unsub_email,complaint (FBL),21610,Do Not Text,HasOptedOutOfEmail,MO:TD,out,"
    "🛑,⛔⛔,ѕtop,STОP,стоп,Отпишите меня,не звоните",
    "unclear": "N,r,回复N,0000",
    "failed": "no answer,No-Answer,busy,voicemail,hardbounce,hard-bounce,soft_bounce,UNKNOWN,DELETED,EXPIRED,REJECTD,"
    "UNDELIV,SKIPPED,blocked,空号,关机,停机,无人接听,发送失败,besetzt,occupé,UNDELIV-MK:0004,failed: 30005,"
    "Bounce (soft),"
    "REJECTED_NOT_ENOUGH_CREDITS,Hard bounces,cleaned,号码不存在",
    "delivered": "DELIVRD,delivered,成功,已送达,zugestellt,"
    "DELIVRD:000,DELIVERED_TO_HANDSET,id:1 stat:DELIVRD err:000 text:,read",
    "noted": "ACCEPTD,ENROUTE,queued,sent,not interested,不要",
    "answered": "order,kauf,click,bought,购买,stopwatch bought,"
    "one-stop tour,Stop by the store,unstop,baja temporada,T恤,未退订,"
    "Cancel order,End of contract,no complaints,取消退订,спасибо,αγορά,👍",
}


def test_words_of_reports(workspace: Workspace) -> None:
    workspace.run("load/macros", "load/replies", "load/reply_macros")
    wanted = [(word, outcome) for outcome, words in OUTCOMES.items() for word in words.split(",")]
    found = workspace.rows("select word, outcome_of(word) from unnest(?) as t (word)", [[word for word, _ in wanted]])
    assert sorted(found) == sorted(wanted)
    assert workspace.row("select outcome_of(null)") == ("answered",)
    others = "select word from store.kind_words where meaning <> 'opted-out' and speaks_of_refusal(word)"
    assert workspace.rows(others) == []


@pytest.mark.slow
def test_who_says_more_than_a_word_is_heard_and_told(ok: Cli) -> None:
    begin(ok, members=6)
    rows = (f"{i},c1,2025-01-02,{kind}" for i, kind in enumerate(["STOP", "Please STOP", "请退订", "order"]))
    said = ok("load", "responses", write("r.csv", "member_id,campaign_id,responded_at,kind", *rows)).err
    assert "kinds read as opt-outs: STOP 1\n" in said
    assert (
        "kinds read as opt-outs for what they say: Please STOP 1, 请退订 1; [load.values] in attitude.toml says" in said
    )
    assert listed(ok, "sms") == {3, 4, 5}
    ok("load", "optouts", write("o.csv", "member_id,channel,action", "4,sms,Please stop"))
    assert listed(ok, "sms", "m") == {3, 5}


def test_a_word_that_may_refuse_is_refused_with_both_cures(ok: Cli, cli: Cli) -> None:
    begin(ok, members=4)
    write("r.csv", "member_id,campaign_id,responded_at,kind", "0,c1,2025-01-02,Y", "1,c1,2025-01-02,N")
    said = cli("load", "responses", "r.csv")
    assert said.code == 3
    assert 'N 1; nothing was kept. Say in attitude.toml what each is, as [load.values] "N" = "out"' in said.err
    write("attitude.toml", "[load.values]", 'N = "out"')
    ok("load", "responses", "r.csv")
    assert listed(ok, "sms") == {0, 2, 3}


@pytest.mark.parametrize(("kind", "is_held"), [("STOP", True), ("N", True), ("order", False)])
def test_a_refused_file_of_replies_that_say_stop_holds_every_list(kind: str, is_held: bool, ok: Cli, cli: Cli) -> None:
    begin(ok, members=4)
    ok("load", "optouts", write("o.csv", "member_id,channel", "3,sms"))
    write("r.csv", "member_id,campaign_id,responded_at,kind", f"0,c1,03/04/2025,{kind}", "1,c1,05/04/2025,order")
    said = cli("load", "responses", "r.csv")
    assert said.code == 3
    assert ("no list is handed over before it is taken" in said.err) == is_held
    listed(ok, "sms")
    found = cli("export", "n", "--allow", "size", "-o", "list.csv")
    assert found.code == (4 if is_held else 0)
    assert ("opt-outs of r.csv were refused" in found.err) == is_held
    write("attitude.toml", "[load.values]", 'N = "out"')
    ok("load", "responses", "r.csv", "--dates", "dmy")
    assert "were refused" not in cli("approve", "n").err


def test_replies_that_cannot_be_read_to_their_end_may_say_stop(ok: Cli, cli: Cli) -> None:
    begin(ok, members=4)
    Path("r.csv").write_bytes(b"member_id,campaign_id,kind\n1,c1,order\r\n2,c1,STOP\r3,c1,order\n")
    said = cli("load", "responses", "r.csv")
    assert said.code == 3
    assert "r.csv: cannot be read: its lines end in different ways" in said.err
    assert "no list is handed over before it is taken" in said.err
    listed(ok, "sms")
    assert "opt-outs of r.csv were refused" in cli("approve", "n").err


# a responses file that is refused, and whether its replies may say stop
UNHEARD = {
    "a quote left open": (b'member_id,campaign_id,kind\n1,c1,order\n2,c1,"order\n3,c1,STOP\n', True),
    "two columns of a name": (b"member_id,campaign_id,kind,kind\n1,c1,order,STOP\n", True),
    "a row that is none": (b"member_id,campaign_id,kind\n1,c1,STOP,please\n2,c1,order\n", True),
    "a row of several texts": (b"member_id,campaign_id,kind\n1,c1,order,no more texts, please\n2,c1,order\n", True),
    "a row of nothing of that": (b"member_id,campaign_id,kind\n1,c1,order,red,large\n2,c1,order\n", False),
    "no row": (b"member_id,campaign_id,kind\n", False),
    "nothing": (b"", False),
}


@pytest.mark.parametrize("name", few(UNHEARD))
def test_a_refused_file_holds_lists_where_replies_in_it_may_say_stop(
    name: str, workspace: Workspace, tmp_path: Path
) -> None:
    content, may = UNHEARD[name]
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(BadDataError) as told:
        load_file(workspace, "responses", tmp_path / "r.csv", LoadOptions())
    assert ("before it is taken" in str(told.value)) == may
    assert workspace.result("check/refused_optouts")["file"].to_list() == ["r.csv"] * may


def test_replies_that_are_cut_off_may_say_stop(workspace: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"{i},c{i * 7 % 9973},order\n" for i in range(5000))
    (tmp_path / "r.csv.gz").write_bytes(gzip.compress(b"member_id,campaign_id,kind\n" + rows.encode())[:-2000])
    with pytest.raises(BadDataError, match=r"broken or cut off.*before it is taken"):
        load_file(workspace, "responses", tmp_path / "r.csv.gz", LoadOptions())
    assert workspace.result("check/refused_optouts").height == 1


@pytest.mark.slow
def test_kinds_are_told_before_they_count(ok: Cli) -> None:
    begin(ok, members=9)
    kinds = ["order", "order", "Kauf", "queued", "no answer", "STOP"]
    rows = (f"{i},c1,2025-01-02,{kind}" for i, kind in enumerate(kinds))
    said = ok("load", "responses", write("answers.csv", "member_id,campaign_id,responded_at,kind", *rows))
    assert "kinds read as answers: order 2, Kauf 1\n" in said.err
    assert "kinds that are neither an answer nor a failure: queued 1\n" in said.err
    assert ok("query", "select count(*) from responses", "--format", "csv").out.split()[1] == "3"
    assert listed(ok, "sms") == {0, 1, 2, 3, 4, 6, 7, 8}


def test_a_reply_that_refuses_holds_whatever_else_is_wrong(load: Load, workspace: Workspace) -> None:
    load(
        "responses",
        "member_id,campaign_id,responded_at,channel,kind,value",
        "1,c,soon,sms,STOP,",
        "2,,,,退订,",
        "3,c,2026-01-01,pigeon,unsubscribe,a lot",
        "4,c,2026-01-01,sms,order,1",
    )
    workspace.run("score/opted_out")
    found = workspace.rows(
        "select member_id::int, family from opted_out join store.persons using (member_key) order by 1"
    )
    assert found == [(1, "sms"), (2, "all"), (3, "all")]


@pytest.mark.slow
def test_values_of_the_settings_stand_for_words_in_cells(ok: Cli) -> None:
    begin(ok, members=4)
    values = ["[load.values]", 'Tröte = "sms"', '"weg" = "out"', '"ja" = "yes"', '"nix" = "failed"', '"x" = "STOP"']
    write("attitude.toml", *values)
    ok("load", "optouts", write("optouts.csv", "member_id,channel,action", "0,tröte,WEG"))
    ok(
        "load",
        "contacts",
        write("c.csv", "member_id,campaign_id,contacted_at,channel,responded", "1,z,2025-05-01,TRÖTE,Ja"),
    )
    lines = ("1,c1,2025-01-02,nix", "2,c1,2025-01-02,X", "3,c1,2025-01-02,weg")
    said = ok("load", "responses", write("r.csv", "member_id,campaign_id,responded_at,kind", *lines))
    assert "kinds read as opt-outs: STOP 1, out 1\n" in said.err
    told = ok("query", "select channel, responded from contacts where campaign_id = 'z'", "--format", "csv").out
    assert told.split() == ["channel,responded", "sms,true"]
    ok("score")
    assert listed(ok, "sms") == {1}


def test_a_file_read_by_other_values_is_not_the_same(load: Load, workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("member_id,campaign_id,kind\n1,c,foo\n", encoding="utf-8")
    load_file(workspace, "responses", file, LoadOptions())
    assert load_file(workspace, "responses", file, LoadOptions()).is_repeat
    assert not load_file(workspace, "responses", file, LoadOptions(values={"foo": "failed"})).is_repeat
    assert workspace.rows("select outcome from returns") == [("failed",)]


def test_each_word_has_one_meaning(workspace: Workspace) -> None:
    for table in ("channel_words", "kind_words"):
        twice = f"select plain_word(word) from store.{table} group by all having count(*) > 1"
        assert workspace.rows(twice) == [], table
    families = {family for (family,) in workspace.rows("select family from store.channel_families")}
    assert families | {"none"} == {name for part in get_args(Family) for name in (get_args(part) or (part,))}
    assert workspace.rows("select word from store.channel_words where known_family(word) <> family") == []
    closing = workspace.rows("select distinct unnest(closed_by(family)) from store.channel_families")
    assert {family for (family,) in closing} == families


def test_a_wrong_file_leaves_no_word_behind(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "o.csv"
    file.write_text("member_id,channel\n1,pigeon\n", encoding="utf-8")
    with pytest.raises(BadDataError):
        load_file(workspace, "optouts", file, LoadOptions())
    assert workspace.rows("from store.persons") == []


def test_keys_without_quotes_are_read(tmp_path: Path) -> None:
    (tmp_path / "attitude.toml").write_text(
        '[channels]\n外呼 = "call"   # 电话 = "x"\n"邮件" = "email"\n[load.map]\nmembers = { "号" = "member_id" }\n',
        encoding="utf-8",
    )
    assert read_settings_file(tmp_path / "attitude.toml").channels == {"外呼": "call", "邮件": "email"}
