//! Plain data on its way between JavaScript and the form, and as JSON.

use deskbell_rules::Value;
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// A copy in plain objects.
pub(crate) fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// A copy of plain data. `Null` for what is none.
///
/// By hand: what serde makes of an unexpected value knows how to spell fractions, and that alone is
/// a twentieth of the module.
pub(crate) fn from_js(value: &JsValue) -> Value {
    if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if let Some(flag) = value.as_bool() {
        Value::Boolean(flag)
    } else if let Some(number) = value.as_f64() {
        number_of(number)
    } else if let Some(entries) = value.dyn_ref::<Array>() {
        Value::List(entries.iter().map(|entry| from_js(&entry)).collect())
    } else if value.is_object() {
        // Not by `instanceof`: one made in a frame, or without a prototype, is data as well.
        let object = value.unchecked_ref::<Object>();
        let member = |name: JsValue| (name.as_string().unwrap_or_default(), from_js(&member_of(object, &name)));
        Value::Object(Object::keys(object).iter().map(member).collect())
    } else {
        i64::try_from(value.clone()).map_or(Value::Null, Value::Integer)
    }
}

/// Numbers that are whole, and small enough to be exactly what was written.
fn number_of(number: f64) -> Value {
    if js_sys::Number::is_safe_integer(&number.into()) { Value::Integer(number as i64) } else { Value::Number(number) }
}

/// The member `name`; `undefined` where there is none.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    member_of(object, &name.into())
}

fn member_of(object: &JsValue, name: &JsValue) -> JsValue {
    Reflect::get(object, name).unwrap_or(JsValue::UNDEFINED)
}

/// `{ [name]: value }`
pub(crate) fn object_with(name: &str, value: &JsValue) -> JsValue {
    let object = Object::new();
    let _ = Reflect::set(&object, &name.into(), value);
    object.into()
}

/// The JSON of plain data. Written here, because `JSON.stringify` asks objects and lists for a
/// `toJSON`, and old libraries have given lists one that makes texts of them.
pub(crate) fn json(value: &Value) -> String {
    let mut json = String::new();
    write(value, &mut json);
    json
}

fn write(value: &Value, json: &mut String) {
    match value {
        Value::Null => json.push_str("null"),
        Value::Boolean(flag) => json.push_str(if *flag { "true" } else { "false" }),
        Value::Integer(number) => json.push_str(&number.to_string()),
        Value::Number(number) => primitive(&(*number).into(), json),
        Value::Text(text) => primitive(&text.into(), json),
        Value::List(entries) => {
            for (index, entry) in entries.iter().enumerate() {
                json.push(if index == 0 { '[' } else { ',' });
                write(entry, json);
            }
            json.push_str(if entries.is_empty() { "[]" } else { "]" });
        }
        Value::Object(members) => {
            for (index, (name, member)) in members.iter().enumerate() {
                json.push(if index == 0 { '{' } else { ',' });
                primitive(&name.into(), json);
                json.push(':');
                write(member, json);
            }
            json.push_str(if members.is_empty() { "{}" } else { "}" });
        }
    }
}

/// Texts and numbers have no `toJSON` that anybody would ask.
fn primitive(value: &JsValue, json: &mut String) {
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    json.push_str(text.as_deref().unwrap_or("null"));
}

/// The value that `json` spells; `Null` where it is no JSON.
pub(crate) fn parse(json: &str) -> Value {
    js_sys::JSON::parse(json).map_or(Value::Null, |value| from_js(&value))
}
