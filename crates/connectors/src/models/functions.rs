//! Functions that a model may call, as OpenAI's protocol says it.

use serde_json::{Value, json};

use super::openai::Said;

/// What a model may call before it answers, and what it has called.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tools {
    /// The functions that there are. A service that knows none is asked without them.
    pub functions: Vec<Function>,
    /// It has called enough, and answers now.
    pub is_over: bool,
    /// What it has called, in order; stands behind this many of the messages.
    pub rounds: Vec<Round>,
    /// See there.
    pub rounds_behind: usize,
}

/// A function that a model may call.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name, of letters, digits and `_`.
    pub name: String,
    /// When to call it.
    pub description: String,
    /// JSON schema of its arguments.
    pub parameters: Value,
}

/// A call of a function.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// What the service calls it.
    pub id: String,
    /// The function.
    pub name: String,
    /// Its arguments as the model wrote them: JSON, when all is well.
    pub arguments: String,
}

/// The calls of one reply, each with what it gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Round {
    /// Call and result, in the order in which they were made.
    pub calls: Vec<(Call, String)>,
}

impl Tools {
    /// Says in a request what may be called.
    pub(super) fn add_to(&self, body: &mut Value) {
        if !self.functions.is_empty() {
            body["tools"] = self.functions.iter().map(Function::as_json).collect();
            body["tool_choice"] = json!(if self.is_over { "none" } else { "auto" });
        }
    }

    /// The messages with what was called between them.
    pub(super) fn between(&self, messages: &[Said]) -> Value {
        let (before, behind) = messages.split_at(self.rounds_behind.min(messages.len()));
        let mut all: Vec<Value> = before.iter().map(|said| json!(said)).collect();
        for Round { calls } in &self.rounds {
            let called = |(call, _): &(Call, String)| {
                let named = json!({ "name": call.name, "arguments": call.arguments });
                json!({ "id": call.id, "type": "function", "function": named })
            };
            let called: Vec<Value> = calls.iter().map(called).collect();
            all.push(json!({ "role": "assistant", "content": null, "tool_calls": called }));
            let given =
                |(call, given): &(Call, String)| json!({ "role": "tool", "tool_call_id": call.id, "content": given });
            all.extend(calls.iter().map(given));
        }
        all.extend(behind.iter().map(|said| json!(said)));
        Value::Array(all)
    }
}

impl Function {
    fn as_json(&self) -> Value {
        let Self { name, description, parameters } = self;
        json!({ "type": "function", "function": { "name": name, "description": description, "parameters": parameters } })
    }
}
