//! Reading and writing with serde. By hand, because the derived code is several times the size
//! in the browser, and because a duplicate member has to be an error.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::{Code, Draft, Expected, Kind, Ticket, Upstream, Value, Violation};

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(i64::try_from(value).map_or(Value::Number(value as f64), Value::Integer))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            list.push(entry);
        }
        Ok(Value::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut members: Vec<(String, Value)> = Vec::new();
        while let Some((name, value)) = entries.next_entry::<String, Value>()? {
            if members.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(format_args!("`{name}` stands there twice")));
            }
            members.push((name, value));
        }
        Ok(Value::Object(members))
    }
}

impl<'de> Deserialize<'de> for Draft {
    /// # Errors
    /// Anything but an object, and an object with a member twice.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Object(values) => Ok(Self { values }),
            _ => Err(D::Error::custom("a ticket is a JSON object")),
        }
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name).ok_or_else(|| D::Error::custom(format_args!("`{name}` is not a kind of field")))
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(entries) => serializer.collect_seq(entries),
            Self::Object(members) => serialize_members(members, serializer),
        }
    }
}

impl Serialize for Draft {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_members(&self.values, serializer)
    }
}

impl Serialize for Ticket {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_members(&self.values, serializer)
    }
}

impl Serialize for Upstream {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_members(&self.values, serializer)
    }
}

fn serialize_members<S: Serializer>(members: &[(String, Value)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
}

impl Serialize for Violation {
    /// `{ field, code, params }`
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("field", &self.field)?;
        map.serialize_entry("code", self.code.as_str())?;
        map.serialize_entry("params", &self.code.params())?;
        map.end()
    }
}

impl Code {
    /// `params` on the wire: an object, empty where the code says it all.
    pub fn params(&self) -> Value {
        let number = |number: &usize| Value::Integer(i64::try_from(*number).unwrap_or(i64::MAX));
        let members = match self {
            Self::Missing | Self::UnknownField | Self::NotAllowed | Self::ContactIncomplete => vec![],
            Self::TooLong { limit, length } => vec![("limit", number(limit)), ("length", number(length))],
            Self::Format { expected } | Self::Type { expected } => vec![("expected", Value::from(expected.as_str()))],
            Self::NotListed { options } => {
                vec![("options", Value::List(options.iter().cloned().map(Value::Text).collect()))]
            }
            Self::OutOfRange { min, max } => {
                vec![("min", Value::from(min.as_str())), ("max", Value::from(max.as_str()))]
            }
            Self::TooMany { limit } | Self::TooLarge { limit } => vec![("limit", number(limit))],
        };
        Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Reads a code from the wire, where a server told it. `None` for one that is not known.
    pub fn from_wire(code: &str, params: &Value) -> Option<Self> {
        let size = |name| match params.member(name)? {
            Value::Integer(size) => usize::try_from(*size).ok(),
            // JavaScript has no integers.
            Value::Number(size) if *size >= 0.0 => Some(*size as usize),
            _ => None,
        };
        let text = |name| params.member(name).and_then(Value::as_text).map(str::to_owned);
        let expected = || Expected::parse(&text("expected")?);
        Some(match code {
            "missing" => Self::Missing,
            "too_long" => Self::TooLong { limit: size("limit")?, length: size("length")? },
            "format" => Self::Format { expected: expected()? },
            "not_listed" => Self::NotListed { options: options(params)? },
            "out_of_range" => Self::OutOfRange { min: text("min")?, max: text("max")? },
            "unknown_field" => Self::UnknownField,
            "not_allowed" => Self::NotAllowed,
            "contact_incomplete" => Self::ContactIncomplete,
            "too_many" => Self::TooMany { limit: size("limit")? },
            "too_large" => Self::TooLarge { limit: size("limit")? },
            "type" => Self::Type { expected: expected()? },
            _ => return None,
        })
    }
}

fn options(params: &Value) -> Option<Vec<String>> {
    match params.member("options")? {
        Value::List(options) => options.iter().map(|option| option.as_text().map(str::to_owned)).collect(),
        _ => None,
    }
}
