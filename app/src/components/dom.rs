//! What components ask of the browser. On the server each of these does nothing, so that callers need no `cfg`.

use leptos::prelude::*;

/// False on the server and while hydrating, true from then on: for parts that work with wasm only, so that nothing is
/// shown that does nothing.
pub fn hydrated() -> ReadSignal<bool> {
    let (is_hydrated, set_hydrated) = signal(false);
    Effect::new(move |_| set_hydrated.set(true));
    is_hydrated
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::ev::MouseEvent;
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use leptos::web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlFormElement, HtmlTextAreaElement};
    use wasm_bindgen_futures::JsFuture;

    fn dialog(id: &str) -> Option<HtmlDialogElement> {
        document().get_element_by_id(id)?.dyn_into().ok()
    }

    /// Opens the dialog of this id over the page.
    pub fn show_dialog(id: &str) {
        if let Some(dialog) = dialog(id)
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    }

    /// Closes the dialog of this id.
    pub fn close_dialog(id: &str) {
        if let Some(dialog) = dialog(id)
            && dialog.open()
        {
            dialog.close();
        }
    }

    /// Does what a button's `command` does, in browsers that do not know it.
    pub fn command(opens: Option<&str>, closes: Option<&str>) {
        if opens.is_none() && closes.is_none() {
            return;
        }
        let is_native = document().create_element("button").is_ok_and(|button| {
            js_sys::Reflect::has(&button, &JsValue::from_str("commandForElement")).unwrap_or(false)
        });
        if is_native {
            return;
        }
        if let Some(id) = opens {
            show_dialog(id);
        }
        if let Some(id) = closes {
            close_dialog(id);
        }
    }

    /// Whether the dialog of this id is open.
    pub fn is_dialog_open(id: &str) -> bool {
        dialog(id).is_some_and(|d| d.open())
    }

    /// Closes the popover of this id, if it is open.
    pub fn hide_popover(id: &str) {
        if let Some(element) = document().get_element_by_id(id)
            && element.matches(":popover-open").unwrap_or(false)
        {
            call(&element, "hidePopover");
        }
    }

    /// Sets or removes an attribute of the root element.
    pub fn set_root_attribute(name: &str, value: Option<&str>) {
        if let Some(root) = document().document_element() {
            let _ = match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            };
        }
    }

    /// Remembers a small setting for a year, where the server sees it with the next page.
    pub fn set_cookie(name: &str, value: &str) {
        let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax");
        let _ = js_sys::Reflect::set(&document(), &JsValue::from_str("cookie"), &JsValue::from_str(&cookie));
    }

    /// Puts text on the clipboard for the button that was pressed, and says whether it is there.
    pub fn copy(text: &str, pressed: &MouseEvent, done: impl FnOnce(bool) + 'static) {
        // By reflection, because the clipboard is missing outside secure contexts, where a typed getter would throw.
        let clipboard = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"));
        let writing = clipboard.ok().and_then(|clipboard| call_with(&clipboard, "writeText", &JsValue::from_str(text)));
        match writing.and_then(|writing| writing.dyn_into::<js_sys::Promise>().ok()) {
            Some(writing) => spawn_local(async move { done(JsFuture::from(writing).await.is_ok()) }),
            None => done(copy_by_selection(text, pressed).unwrap_or(false)),
        }
    }

    /// The way of pages without TLS: through a field that is selected, and gone before anybody sees it.
    fn copy_by_selection(text: &str, pressed: &MouseEvent) -> Option<bool> {
        let button: HtmlElement = pressed.current_target()?.dyn_into().ok()?;
        let field: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
        field.set_value(text);
        // Beside the button: everything outside of an open dialog is inert.
        button.parent_element()?.append_child(&field).ok()?;
        field.select();
        let copied = call_with(&document(), "execCommand", &JsValue::from_str("copy"));
        field.remove();
        let _ = button.focus();
        Some(copied?.is_truthy())
    }

    /// Whether something stands in the form of this id that it did not come with.
    pub fn is_form_changed(id: &str) -> bool {
        let Some(form) = form(id) else { return false };
        let controls = js_sys::Array::from(&form.elements());
        let get = |control: &JsValue, name: &str| {
            let value = js_sys::Reflect::get(control, &JsValue::from_str(name)).unwrap_or_default();
            // A field of several lines gives back its lines as it keeps them.
            value.as_string().map_or(value, |text| JsValue::from_str(&text.replace("\r\n", "\n")))
        };
        let differs = |control: &JsValue, now: &str, first: &str| {
            let first = get(control, first);
            !first.is_undefined() && first != get(control, now)
        };
        controls
            .iter()
            .any(|control| differs(&control, "value", "defaultValue") || differs(&control, "checked", "defaultChecked"))
    }

    /// Shows what the form of this id came with, once that is on the page.
    pub fn reset_form(id: &'static str) {
        request_animation_frame(move || {
            if let Some(form) = form(id) {
                form.reset();
            }
        });
    }

    fn form(id: &str) -> Option<HtmlFormElement> {
        document().get_element_by_id(id)?.dyn_into().ok()
    }

    /// Chooses this value in the select of this id.
    pub fn choose(id: &str, value: &str) {
        if let Some(select) = document().get_element_by_id(id) {
            let _ = js_sys::Reflect::set(&select, &JsValue::from_str("value"), &JsValue::from_str(value));
        }
    }

    /// Focuses the element of this id.
    pub fn focus(id: &str) {
        if let Some(element) = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }

    /// Gives the focus back to the element that has it, over a change of the page that moves it: if its id begins so.
    pub fn hold_focus(beginning: &str) {
        let Some(id) = document().active_element().map(|element| element.id()).filter(|id| id.starts_with(beginning))
        else {
            return;
        };
        request_animation_frame(move || {
            let is_lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
            if let (true, Some(element)) = (is_lost, document().get_element_by_id(&id)) {
                let options = js_sys::Object::new();
                let _ = js_sys::Reflect::set(&options, &JsValue::from_str("preventScroll"), &JsValue::TRUE);
                let _ = call_with(&element, "focus", &options);
            }
        });
    }

    /// Clicks the element of this id, as a person would.
    pub fn click(id: &str) {
        if let Some(element) = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            element.click();
        }
    }

    /// Brings the element of this id into view, moving as little as possible.
    pub fn reveal(id: &str) {
        if let Some(element) = document().get_element_by_id(id) {
            let options = js_sys::Object::new();
            let _ = js_sys::Reflect::set(&options, &JsValue::from_str("block"), &JsValue::from_str("nearest"));
            let _ = call_with(&element, "scrollIntoView", &options);
        }
    }

    /// Keeps the place of the element of this id, which scrolls from its end, over what is put before its content now. The
    /// browser would hold on to what is new there.
    pub fn keep_place(id: &str) {
        if let Some(element) = document().get_element_by_id(id) {
            let place = element.scroll_top();
            request_animation_frame(move || element.set_scroll_top(place));
        }
    }

    /// Moves the focus among the links and buttons inside the element of this id: `by` steps, round the ends.
    pub fn move_focus(id: &str, by: i32) {
        let Some(inside) = document().get_element_by_id(id) else { return };
        let Ok(found) = inside.query_selector_all("a[href], button:not([disabled]), input:not([type=hidden])") else {
            return;
        };
        let count = found.length() as i32;
        let focused = document().active_element();
        let at = (0..count).find(|n| {
            let item: Option<Element> = found.item(*n as u32).and_then(|item| item.dyn_into().ok());
            item.is_some() && item == focused
        });
        let next = match at {
            Some(at) => (at + by).rem_euclid(count.max(1)),
            None if by > 0 => 0,
            None => count - 1,
        };
        if let Some(item) = found.item(next as u32).and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
            let _ = item.focus();
        }
    }

    /// Opens the popover of this id, if it is closed, and moves the focus into it.
    pub fn enter_popover(id: &str) {
        let Some(element) = document().get_element_by_id(id) else { return };
        if !element.matches(":popover-open").unwrap_or(false)
            && let Ok(Some(button)) = document().query_selector(&format!("[popovertarget='{id}']"))
            && let Ok(button) = button.dyn_into::<HtmlElement>()
        {
            // By its button, which it is placed at.
            button.click();
        }
        move_focus(id, 1);
    }

    /// Whether the person is typing into something, where a letter is not a shortcut.
    pub fn is_typing() -> bool {
        document().active_element().is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                || element.get_attribute("contenteditable").is_some()
        })
    }

    /// Whether somebody can see the page: its window is not hidden behind another tab.
    pub fn is_visible() -> bool {
        let hidden = js_sys::Reflect::get(&document(), &JsValue::from_str("hidden"));
        hidden.map_or(true, |hidden| !hidden.is_truthy())
    }

    /// Whether a dialog is open, which has the keyboard to itself.
    pub fn is_anything_open() -> bool {
        document().query_selector("dialog[open]").is_ok_and(|open| open.is_some())
    }

    /// What was kept under this name in this window; it survives a reload.
    pub fn kept(name: &str) -> Option<String> {
        window().session_storage().ok()??.get_item(name).ok()?
    }

    /// Keeps a text for this window, or forgets it. A browser that keeps nothing is no reason to fail.
    pub fn keep(name: &str, text: Option<&str>) {
        if let Ok(Some(storage)) = window().session_storage() {
            let _ = match text {
                Some(text) => storage.set_item(name, text),
                None => storage.remove_item(name),
            };
        }
    }

    /// An id that this browser gives to no second thing.
    pub fn random_id() -> String {
        let chance = (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64;
        format!("{:x}-{chance:x}", now_ms())
    }

    /// What this browser's clock is ahead of UTC at a time, in milliseconds.
    pub fn zone_ms(at: i64) -> i64 {
        let minutes = js_sys::Date::new(&JsValue::from_f64(at as f64)).get_timezone_offset();
        -(minutes as i64) * 60_000
    }

    /// Milliseconds since 1970.
    pub fn now_ms() -> i64 {
        js_sys::Date::now() as i64
    }

    fn call(on: &JsValue, method: &str) {
        if let Ok(method) = js_sys::Reflect::get(on, &JsValue::from_str(method))
            && let Ok(method) = method.dyn_into::<js_sys::Function>()
        {
            let _ = method.call0(on);
        }
    }

    fn call_with(on: &JsValue, method: &str, with: &JsValue) -> Option<JsValue> {
        let method: js_sys::Function = js_sys::Reflect::get(on, &JsValue::from_str(method)).ok()?.dyn_into().ok()?;
        method.call1(on, with).ok()
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    /// Opens the dialog of this id over the page.
    pub fn show_dialog(_id: &str) {}
    /// Closes the dialog of this id.
    pub fn close_dialog(_id: &str) {}
    /// Does what a button's `command` does, in browsers that do not know it.
    pub fn command(_opens: Option<&str>, _closes: Option<&str>) {}
    /// Whether the dialog of this id is open.
    pub fn is_dialog_open(_id: &str) -> bool {
        false
    }
    /// Closes the popover of this id, if it is open.
    pub fn hide_popover(_id: &str) {}
    /// Sets or removes an attribute of the root element.
    pub fn set_root_attribute(_name: &str, _value: Option<&str>) {}
    /// Remembers a small setting for a year, where the server sees it with the next page.
    pub fn set_cookie(_name: &str, _value: &str) {}
    /// Puts text on the clipboard for the button that was pressed, and says whether it is there.
    pub fn copy(_text: &str, _pressed: &leptos::ev::MouseEvent, _done: impl FnOnce(bool) + 'static) {}
    /// Whether something stands in the form of this id that it did not come with.
    pub fn is_form_changed(_id: &str) -> bool {
        false
    }
    /// Shows what the form of this id came with.
    pub fn reset_form(_id: &'static str) {}
    /// Chooses this value in the select of this id.
    pub fn choose(_id: &str, _value: &str) {}
    /// Focuses the element of this id.
    pub fn focus(_id: &str) {}
    /// Gives the focus back to the element that has it, over a change of the page that moves it: if its id begins so.
    pub fn hold_focus(_beginning: &str) {}
    /// Clicks the element of this id, as a person would.
    pub fn click(_id: &str) {}
    /// Brings the element of this id into view, moving as little as possible.
    pub fn reveal(_id: &str) {}
    /// Keeps the place of the element of this id over what is put before its content now.
    pub fn keep_place(_id: &str) {}
    /// Moves the focus among the links and buttons inside the element of this id: `by` steps, round the ends.
    pub fn move_focus(_id: &str, _by: i32) {}
    /// Opens the popover of this id, if it is closed, and moves the focus into it.
    pub fn enter_popover(_id: &str) {}
    /// Whether the person is typing into something, where a letter is not a shortcut.
    pub fn is_typing() -> bool {
        false
    }
    /// Whether somebody can see the page: its window is not hidden behind another tab.
    pub fn is_visible() -> bool {
        false
    }
    /// Whether a dialog is open, which has the keyboard to itself.
    pub fn is_anything_open() -> bool {
        false
    }
    /// What was kept under this name in this window; it survives a reload.
    pub fn kept(_name: &str) -> Option<String> {
        None
    }
    /// Keeps a text for this window, or forgets it.
    pub fn keep(_name: &str, _text: Option<&str>) {}
    /// An id that this browser gives to no second thing.
    pub fn random_id() -> String {
        String::new()
    }
    /// What this browser's clock is ahead of UTC at a time, in milliseconds.
    pub fn zone_ms(_at: i64) -> i64 {
        0
    }
    /// Milliseconds since 1970.
    // The clock of the use cases is not asked: what is counted from here is only how "3 minutes ago" reads.
    #[allow(clippy::disallowed_methods)]
    pub fn now_ms() -> i64 {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

pub use browser::*;
