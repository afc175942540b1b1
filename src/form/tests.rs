use deskbell_rules::Value;

use super::*;
use crate::fault::Reason;
use crate::field::standard;
use crate::testing::value;

const NAME: usize = 0;
const EMAIL: usize = 1;
const SUBJECT: usize = 2;
const DESCRIPTION: usize = 3;

fn with_values(json: &str) -> Form {
    let values = serde_json::from_str(json).unwrap();
    Form::new(standard(), vec!["1892000000006907".to_owned()], &values)
}

fn empty() -> Form {
    with_values(r#"{"departmentId":"1892000000006907"}"#)
}

fn filled() -> Form {
    let mut form = empty();
    for (index, typed) in [(NAME, "Ada"), (EMAIL, "ada@example.org"), (SUBJECT, "Wrong total"), (DESCRIPTION, "1 < 2")]
    {
        form.edit(index, typed.to_owned());
    }
    form
}

fn sending() -> Form {
    let mut form = filled();
    assert!(matches!(form.submit(), Submit::Send(_)));
    form.begin("{}", || "key".to_owned());
    form
}

fn body(form: &mut Form) -> Value {
    let Submit::Send(ticket) = form.submit() else { panic!("{form:?}") };
    value(&serde_json::to_string(&ticket).unwrap())
}

fn code(form: &Form, index: usize) -> &'static str {
    form.fault(index).map_or("", |fault| match &fault.reason {
        Reason::Rule(code) => code.as_str(),
        Reason::Said(_) => "said",
    })
}

fn answer(status: u16, json: &str) -> Answer {
    Answer::read(status, None, None, &value(json))
}

#[test]
fn the_ticket_has_the_address_twice_and_nothing_empty() {
    assert_eq!(
        body(&mut filled()),
        value(
            r#"{"subject":"Wrong total","departmentId":"1892000000006907",
                "contact":{"lastName":"Ada","email":"ada@example.org"},
                "email":"ada@example.org","description":"1 < 2"}"#
        )
    );
}

#[test]
fn hidden_values_go_along_and_others_fill_fields() {
    let mut form = with_values(
        r#"{"departmentId":"1892000000006907","subject":"Preset","contact":{"lastName":"Ada"},"email":"a@b",
            "description":"x","priority":"High","cf":{"cf_a":"b"}}"#,
    );
    assert_eq!(form.typed(SUBJECT), "Preset");
    let body = body(&mut form);
    assert_eq!(body.member("priority").and_then(Value::as_text), Some("High"));
    assert_eq!(body.member("cf").and_then(|cf| cf.member("cf_a")).and_then(Value::as_text), Some("b"));
}

#[test]
fn a_known_contact_stands_alone() {
    let fields = standard().into_iter().skip(1).collect();
    let values = serde_json::from_str(r#"{"contactId":"42","departmentId":"1"}"#).unwrap();
    let mut form = Form::new(fields, Vec::new(), &values);
    for (index, typed) in ["ada@example.org", "s", "d"].into_iter().enumerate() {
        form.edit(index, typed.to_owned());
    }
    assert_eq!(body(&mut form).member("contact"), None);
}

#[test]
fn untouched_fields_are_left_in_peace() {
    let mut form = empty();
    form.blur(EMAIL);
    assert_eq!(form.fault(EMAIL), None);
    form.edit(EMAIL, "ada".to_owned());
    assert_eq!(form.fault(EMAIL), None, "not while typing");
    form.blur(EMAIL);
    assert_eq!(code(&form, EMAIL), "format");
    assert_eq!(code(&form, NAME), "");
    assert_eq!(form.summary(), Vec::<usize>::new(), "no summary before a wish to send");
}

#[test]
fn a_shown_fault_follows_what_is_typed() {
    let mut form = empty();
    form.edit(EMAIL, "ada".to_owned());
    form.blur(EMAIL);
    form.edit(EMAIL, "ada@".to_owned());
    assert_eq!(code(&form, EMAIL), "format");
    form.edit(EMAIL, "ada@example.org".to_owned());
    assert_eq!(form.fault(EMAIL), None);
    form.edit(EMAIL, "ada@".to_owned());
    assert_eq!(form.fault(EMAIL), None, "again not while typing");
}

#[test]
fn a_refused_wish_to_send_lists_all_faults_in_order() {
    let mut form = empty();
    form.edit(SUBJECT, "x".repeat(256));
    assert!(matches!(form.submit(), Submit::Refused(_)));
    assert_eq!(form.summary(), [NAME, EMAIL, SUBJECT, DESCRIPTION]);
    assert_eq!(
        [NAME, EMAIL, SUBJECT, DESCRIPTION].map(|index| code(&form, index)),
        ["missing", "missing", "too_long", "missing"]
    );
    assert_eq!((form.refusals(), form.phase()), (1, &Phase::Editing));
    form.edit(NAME, "Ada".to_owned());
    assert_eq!(form.summary(), [EMAIL, SUBJECT, DESCRIPTION], "done ones leave the list");
}

#[test]
fn control_characters_alone_are_not_an_answer_and_an_emoji_counts_twice() {
    let mut form = filled();
    form.edit(SUBJECT, "\u{7}\u{202e} ".to_owned());
    form.blur(SUBJECT);
    assert_eq!(code(&form, SUBJECT), "missing");
    form.edit(SUBJECT, "😀".repeat(127));
    assert_eq!((form.fault(SUBJECT), form.counter(SUBJECT)), (None, Some((254, 255))));
    form.edit(SUBJECT, "😀".repeat(128));
    form.blur(SUBJECT);
    assert_eq!(code(&form, SUBJECT), "too_long");
}

#[test]
fn counters_come_near_the_limit() {
    let mut form = empty();
    for (length, shown) in [(0, false), (229, false), (230, true), (255, true), (300, true)] {
        form.edit(SUBJECT, "x".repeat(length));
        assert_eq!(form.counter(SUBJECT).is_some(), shown, "{length}");
    }
}

#[test]
fn what_no_field_can_mend_is_a_failure_of_the_setup() {
    let mut form = Form::new(standard(), Vec::new(), &Draft::new());
    for (index, typed) in ["Ada", "ada@example.org", "s", "d"].into_iter().enumerate() {
        form.edit(index, typed.to_owned());
    }
    assert!(matches!(form.submit(), Submit::Refused(_)));
    let Phase::Failed(failure) = form.phase() else { panic!() };
    assert_eq!((failure.cause, failure.listed().as_str()), (Cause::Setup, "departmentId"));
}

#[test]
fn a_form_without_obligatory_names_wants_one_of_the_two() {
    let fields = standard().into_iter().map(|field| FieldDescription { required: Some(false), ..field }).collect();
    let mut form = Form::new(fields, Vec::new(), &serde_json::from_str(r#"{"departmentId":"1"}"#).unwrap());
    form.edit(SUBJECT, "s".to_owned());
    form.submit();
    assert_eq!((form.summary(), code(&form, NAME)), (vec![NAME], "contact_incomplete"));
    form.edit(EMAIL, "a@b".to_owned());
    assert!(matches!(form.submit(), Submit::Send(_)));
}

#[test]
fn a_form_that_asks_only_for_an_address_wants_that() {
    let fields = standard().into_iter().skip(1).collect();
    let mut form = Form::new(fields, Vec::new(), &serde_json::from_str(r#"{"departmentId":"1"}"#).unwrap());
    form.submit();
    assert_eq!((form.summary(), code(&form, 0)), (vec![0, 1, 2], "missing"));
}

#[test]
fn one_wish_is_sent_once() {
    let mut form = sending();
    assert_eq!(form.submit(), Submit::Busy);
    form.settle(answer(201, r#"{"ticketNumber":"773"}"#));
    assert!(matches!(form.phase(), Phase::Sent(receipt) if receipt.ticket_number == "773"));
    assert_eq!(form.submit(), Submit::Busy);
    form.reset();
    assert_eq!((form.phase(), form.typed(NAME)), (&Phase::Editing, ""));
}

#[test]
fn the_servers_faults_land_on_their_fields() {
    let mut form = sending();
    form.settle(answer(
        422,
        r#"{"errors":[{"fieldName":"/contact/email","code":"format","params":{"expected":"email"}},
                      {"fieldName":"/subject","errorType":"invalid","errorMessage":"Too rude"}]}"#,
    ));
    assert_eq!((form.phase(), form.summary()), (&Phase::Editing, vec![EMAIL, SUBJECT]));
    assert_eq!((code(&form, EMAIL), code(&form, SUBJECT)), ("format", "said"));
    assert_eq!(form.typed(DESCRIPTION), "1 < 2", "nothing is lost");
    form.edit(SUBJECT, "Kinder".to_owned());
    assert_eq!(code(&form, SUBJECT), "", "the server judged something else");
}

#[test]
fn faults_without_a_field_stay_with_the_failure() {
    let mut form = sending();
    form.settle(answer(422, r#"{"errors":[{"fieldName":"/assigneeId"},{"fieldName":"/email"}]}"#));
    let Phase::Failed(failure) = form.phase() else { panic!() };
    assert_eq!((failure.listed().as_str(), form.summary()), ("assigneeId", vec![EMAIL]));
}

#[test]
fn a_failure_keeps_everything_and_the_key() {
    let mut form = sending();
    form.settle(Answer::Failed(Failure::of(Cause::Timeout)));
    assert!(matches!(form.phase(), Phase::Failed(_)));
    assert_eq!(form.typed(SUBJECT), "Wrong total");
    assert!(matches!(form.submit(), Submit::Send(_)));
    assert_eq!(form.begin("{}", || "other".to_owned()), "key");
}

#[test]
fn a_receipt_and_a_reset_end_the_key() {
    let mut form = sending();
    form.settle(answer(202, r#"{"reference":"DB-1"}"#));
    assert!(matches!(form.phase(), Phase::Pending(_)));
    form.settle(answer(201, r#"{"ticketNumber":"773"}"#));
    form.reset();
    assert_eq!(form.begin("{}", || "other".to_owned()), "other");
}

#[test]
fn another_request_knows_who_asks() {
    let mut form = sending();
    form.settle(answer(201, r#"{"ticketNumber":"773"}"#));
    form.again();
    assert_eq!((form.typed(NAME), form.typed(EMAIL)), ("Ada", "ada@example.org"));
    assert_eq!((form.typed(SUBJECT), form.typed(DESCRIPTION)), ("", ""));
    assert_eq!((form.phase(), form.next()), (&Phase::Editing, Some(SUBJECT)));
    assert!(!form.is_unsent());
}

#[test]
fn prefill_fills_fields_but_never_under_way() {
    let mut form = sending();
    let values: Draft = serde_json::from_str(r#"{"subject":"New","teamId":"7"}"#).unwrap();
    form.prefill(&values);
    assert_eq!(form.typed(SUBJECT), "Wrong total");
    form.settle(Answer::Failed(Failure::of(Cause::Offline)));
    form.prefill(&values);
    assert_eq!(form.typed(SUBJECT), "New");
    assert_eq!(body(&mut form).member("teamId").and_then(Value::as_text), Some("7"));
    assert_eq!(form.values().get("teamId"), None);
}

#[test]
fn indexes_beyond_the_form_do_nothing() {
    let mut form = empty();
    form.edit(9, "x".to_owned());
    form.blur(9);
    assert_eq!((form.typed(9), form.fault(9), form.counter(9)), ("", None, None));
}

fn described(json: &str) -> Form {
    let mut report = crate::report::Report::default();
    let fields = FieldDescription::read_list("fields", Some(&value(json)), &mut report);
    assert_eq!(report, crate::report::Report::default());
    let values = serde_json::from_str(r#"{"departmentId":"1","contact":{"lastName":"Ada"},"subject":"s"}"#).unwrap();
    Form::new(fields, Vec::new(), &values)
}

fn values(form: &Form, index: usize) -> Vec<String> {
    form.choices(index).into_iter().map(|choice| choice.value).collect()
}

#[test]
fn a_choice_that_goes_with_another_parent_is_gone() {
    let mut form = described(
        r#"[{"name":"category","options":["Hardware","Software"]},
            {"name":"subCategory","required":true,
             "dependsOn":{"field":"category","values":{"Hardware":["Printer","Screen"],"Software":["Editor"]}}},
            {"name":"cf.cf_model","dependsOn":{"field":"subCategory","values":{"Printer":["P1"]}}}]"#,
    );
    assert_eq!((values(&form, 1), form.first(1), form.first(2)), (Vec::new(), Some(0), Some(1)));
    form.edit(0, "Hardware".to_owned());
    assert_eq!((values(&form, 1), form.first(1)), (vec!["Printer".to_owned(), "Screen".to_owned()], None));
    form.edit(1, "Printer".to_owned());
    form.edit(2, "P1".to_owned());
    form.edit(0, "Software".to_owned());
    assert_eq!((form.typed(1), form.typed(2)), ("", ""), "and takes others with it");
    form.submit();
    assert_eq!((form.summary(), code(&form, 1)), (vec![1], "missing"));
}

#[test]
fn a_field_that_is_not_there_is_neither_required_nor_sent() {
    let mut form = described(
        r#"[{"name":"cf.cf_call","kind":"boolean"},
            {"name":"phone","required":true,"showWhen":{"field":"cf.cf_call","is":["true"]}}]"#,
    );
    assert!(!form.is_shown(1));
    form.edit(0, "true".to_owned());
    assert!(form.is_shown(1));
    form.submit();
    assert_eq!(form.summary(), [1]);
    form.edit(1, "030".to_owned());
    assert_eq!(body(&mut form).member("phone").and_then(Value::as_text), Some("030"));
    form.edit(0, String::new());
    assert_eq!(body(&mut form).member("phone"), None);
    assert_eq!(form.typed(1), "030", "kept, in case it comes back");
    form.begin("{}", || "key".to_owned());
    form.settle(answer(422, r#"{"errors":[{"fieldName":"/phone","code":"missing"}]}"#));
    assert!(matches!(form.phase(), Phase::Failed(failure) if failure.listed() == "phone"));
}

#[test]
fn zohos_classifications_are_offered_unless_there_are_others() {
    let form = described(r#"[{"name":"classification"}]"#);
    assert_eq!(values(&form, 0).len(), 4);
    assert_eq!(values(&described(r#"[{"name":"classification","options":["Praise"]}]"#), 0), ["Praise"]);
}

#[test]
fn numbers_are_sent_as_zoho_writes_them() {
    let mut form = described(r#"[{"name":"cf.cf_price","kind":"currency"}]"#).with_decimal(',');
    form.edit(0, "1.234,50".to_owned());
    let body = body(&mut form);
    assert_eq!(body.member("cf").and_then(|cf| cf.member("cf_price")).and_then(Value::as_text), Some("1234.50"));
    assert_eq!(form.typed(0), "1.234,50");
}

mod files {
    use super::*;
    use crate::files::{Offer, Stage, Why};

    fn with_file(required: bool) -> Form {
        let json = format!(r#"[{{"name":"uploads","required":{required}}}]"#);
        let mut form = described(&json).with_files(Limits { enabled: true, ..Limits::default() });
        let offer = Offer { name: "a.png".to_owned(), size: 1, media_type: String::new() };
        form.change_files(|files| files.add(&[offer]));
        form
    }

    fn turn(form: &mut Form, stage: Stage) {
        form.change_files(|files| files.turn(0, stage));
    }

    #[test]
    fn sending_waits_for_files() {
        for required in [true, false] {
            let mut form = with_file(required);
            assert_eq!((form.submit(), form.phase()), (Submit::Wait, &Phase::Waiting));
            assert_eq!((form.submit(), form.stop_waiting()), (Submit::Busy, false));
            turn(&mut form, Stage::Done("18921000000379001".to_owned()));
            assert!(form.stop_waiting());
            assert_eq!(body(&mut form).member("uploads"), Some(&value(r#"["18921000000379001"]"#)));
        }
    }

    #[test]
    fn a_file_that_does_not_arrive_stands_in_the_way_until_it_is_gone() {
        let mut form = with_file(false);
        form.submit();
        turn(&mut form, Stage::Failed(Why::Failed));
        assert!(form.stop_waiting());
        assert!(matches!(form.submit(), Submit::Refused(_)));
        assert_eq!((form.phase(), form.summary()), (&Phase::Editing, vec![0]));
        turn(&mut form, Stage::Waiting);
        assert_eq!(form.fault(0), None, "another try is under way");
        turn(&mut form, Stage::Failed(Why::Refused));
        form.change_files(|files| files.remove(0));
        assert_eq!(body(&mut form).member("uploads"), None);
    }

    #[test]
    fn a_missing_file_is_missing() {
        let mut form = with_file(true);
        form.change_files(|files| files.remove(0));
        form.submit();
        assert_eq!((form.summary(), code(&form, 0)), (vec![0], "missing"));
        form.settle(answer(422, r#"{"errors":[{"fieldName":"/uploads/5","code":"too_many","params":{"limit":5}}]}"#));
        assert_eq!((form.summary(), code(&form, 0)), (vec![0], "too_many"));
    }
}

mod memory {
    use super::*;
    use crate::draft::{Saved, SavedFile};

    fn again(saved: Saved) -> Form {
        let mut form = with_values(r#"{"departmentId":"1892000000006907","subject":"Preset"}"#);
        form.restore(saved);
        form
    }

    #[test]
    fn what_was_typed_comes_back_and_presets_are_not_kept() {
        let mut form = with_values(r#"{"departmentId":"1892000000006907","subject":"Preset"}"#);
        assert_eq!((form.saved(), form.is_unsent()), (Saved::default(), false));
        form.edit(NAME, "Ada".to_owned());
        assert_eq!(form.saved().typed, [("contact.lastName".to_owned(), "Ada".to_owned())]);
        let mut back = again(form.saved());
        assert_eq!((back.typed(NAME), back.typed(SUBJECT), back.is_restored()), ("Ada", "Preset", true));
        assert!(back.is_unsent());
        back.edit(EMAIL, "a".to_owned());
        assert!(!back.is_restored(), "whoever goes on typing has seen it");
        assert!(!again(Saved::default()).is_restored());
    }

    #[test]
    fn a_page_that_fills_in_does_not_write_over_it() {
        let saved = Saved { typed: vec![("subject".to_owned(), "Mine".to_owned())], ..Saved::default() };
        let mut form = again(saved);
        form.prefill(&serde_json::from_str(r#"{"subject":"Theirs","email":"ada@example.org"}"#).unwrap());
        assert_eq!((form.typed(SUBJECT), form.typed(EMAIL)), ("Mine", "ada@example.org"));
        assert!(form.is_restored());
        form.prefill(&form.values());
        assert!(!form.is_restored(), "the same once more is the same form, made anew");
    }

    #[test]
    fn a_request_without_an_answer_keeps_its_key_over_a_reload() {
        let mut form = filled();
        form.submit();
        form.begin("body", || "key".to_owned());
        assert!(form.is_unsent());
        let mut back = again(form.saved());
        let Phase::Failed(failure) = back.phase() else { panic!() };
        assert_eq!((failure.cause, failure.certain), (Cause::Interrupted, false));
        assert!(matches!(back.submit(), Submit::Send(_)));
        assert_eq!(back.begin("body", || "other".to_owned()), "key");
    }

    #[test]
    fn a_refused_request_leaves_no_key() {
        let mut form = sending();
        form.settle(answer(422, r#"{"errors":[{"fieldName":"/subject"}]}"#));
        assert_eq!(form.saved().attempt, None);
    }

    #[test]
    fn an_accepted_request_is_followed_up_and_a_ticket_ends_it_all() {
        let mut form = sending();
        form.settle(answer(202, r#"{"reference":"DB-1","id":"x"}"#));
        let saved = form.saved();
        assert_eq!((saved.typed.len(), form.is_unsent()), (0, false));
        assert!(matches!(again(saved).phase(), Phase::Pending(pending) if pending.reference == "DB-1"));
        form.settle(answer(201, r#"{"ticketNumber":"773"}"#));
        assert!(form.saved().is_empty());
    }

    #[test]
    fn files_come_back_by_their_ids_only_where_files_are_taken() {
        let file = |id: Option<&str>| SavedFile { name: "a".to_owned(), size: 1, id: id.map(str::to_owned) };
        let saved = Saved { files: vec![file(Some("7")), file(None)], ..Saved::default() };
        let taking = empty().with_files(Limits { enabled: true, ..Limits::default() });
        for (mut form, count) in [(empty(), 0), (taking, 2)] {
            form.restore(saved.clone());
            assert_eq!(form.files().entries().len(), count);
        }
    }
}

#[test]
fn a_doubtful_try_makes_later_refusals_at_the_door_doubtful() {
    let mut form = sending();
    form.doubt();
    form.settle(answer(403, "{}"));
    assert!(matches!(form.phase(), Phase::Failed(failure) if !failure.certain));
    form.submit();
    assert_eq!(form.begin("{}", || "other".to_owned()), "key");
}

#[test]
fn the_focus_goes_to_what_is_wrong_then_to_what_is_empty() {
    let mut form = with_values(r#"{"departmentId":"1892000000006907","contact":{"lastName":"Ada"}}"#);
    assert_eq!(form.next(), Some(EMAIL));
    form.submit();
    form.edit(EMAIL, "ada@example.org".to_owned());
    assert_eq!(form.next(), Some(SUBJECT));
    assert_eq!(filled().next(), Some(NAME));
    let mut sent = sending();
    sent.settle(answer(201, r#"{"ticketNumber":"773"}"#));
    assert_eq!(sent.next(), None);
}

/// What each of `changes` tells the page, told of everything before.
fn told(mut form: Form, changes: &[&dyn Fn(&mut Form)]) -> Vec<Vec<Part>> {
    let mut shown = Shown::default();
    form.tell(&mut shown);
    let mut told = |change: &&dyn Fn(&mut Form)| {
        change(&mut form);
        form.tell(&mut shown)
    };
    changes.iter().map(&mut told).collect()
}

#[test]
fn a_keystroke_tells_what_stands_in_its_field_and_no_more() {
    let parts = told(
        filled(),
        &[
            &|form| form.edit(EMAIL, "ada@".to_owned()),
            &|form| form.blur(EMAIL),
            &|form| form.edit(EMAIL, "ada".to_owned()),
            &|form| form.edit(EMAIL, "ada@example.org".to_owned()),
            &|_| {},
        ],
    );
    let (content, fault) = (Part::Content(EMAIL), Part::Field(EMAIL));
    assert_eq!(parts, [vec![content], vec![fault], vec![content], vec![fault, content], vec![]]);
}

#[test]
fn a_refusal_tells_the_card_and_a_new_form_everything() {
    let refuse = |form: &mut Form| assert!(matches!(form.submit(), Submit::Refused(_)));
    let fields: Vec<Part> = [NAME, EMAIL, SUBJECT, DESCRIPTION].map(Part::Field).to_vec();
    let parts = told(empty(), &[&refuse, &refuse]);
    assert_eq!(parts, [[fields.clone(), vec![Part::Card]].concat(), vec![Part::Card]]);
    assert_eq!(empty().tell(&mut Shown::default()), [fields, vec![Part::Card]].concat());
}

#[test]
fn a_field_that_waits_for_another_is_told_of_that_one() {
    let form = described(
        r#"[{"name":"category"},{"name":"subCategory","dependsOn":{"field":"category","values":{"A":["1"]}}}]"#,
    );
    let parts = told(form, &[&|form| form.edit(0, "B".to_owned()), &|form| form.edit(0, "A".to_owned())]);
    // Without anything to choose, it says which field is to be chosen first; with `B` no longer.
    let both = [Part::Content(0), Part::Field(1)];
    assert_eq!(parts, [both, both]);
}
