//! Fields and choices.

use leptos::prelude::*;

use crate::components::*;

#[component]
pub(super) fn Fields() -> impl IntoView {
    let website = RwSignal::new("northwind".to_owned());
    let website_error = Signal::derive(move || {
        (!website.read().contains('.')).then(|| "Enter an address such as https://example.com.".to_owned())
    });
    view! {
        <Section title="Fields" text="Label, hint, error and counter. They work in native forms.">
            <form class="form" method="get">
                <Field name="full_name" label="Name" value="Vera Lindqvist" max_length=Some(60) hint="As visitors see it." />
                <Field name="email" label="Email" kind=FieldKind::Email placeholder="name@example.com" />
                <Field
                    name="password"
                    label="Password"
                    kind=FieldKind::Password
                    value="seven calm chamomiles"
                    autocomplete="new-password"
                    hint="At least 10 characters. A few words in a row are good."
                />
                <Field name="website" label="Website" kind=FieldKind::Url bind=website error=website_error optional=true />
                <Field name="locked" label="Workspace id" value="ws_8k2m4n6p8q0r2s4t6v8w" readonly=true />
                <Field name="off" label="Disabled" value="Not now" disabled=true />
                <Select
                    name="time_zone"
                    label="Time zone"
                    selected="Europe/Berlin"
                    hint="Days in reports begin at midnight here."
                    options=vec![
                        SelectOption::new("UTC", "UTC"),
                        SelectOption::new("Europe/Berlin", "Berlin"),
                        SelectOption::new("Asia/Tokyo", "Tokyo"),
                    ]
                />
                <Select
                    name="kept"
                    label="Keep the audit log for"
                    error="Choose how long."
                    options=vec![SelectOption::new("", "Choose"), SelectOption::new("365", "One year")]
                />
                <FileDrop
                    name="file"
                    label="File"
                    text="Drop a file here, or choose one."
                    several="Drop one file at a time."
                    accept=".txt"
                />
                <FormActions>
                    <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit>
                        "Save changes"
                    </Button>
                    <Button variant=ButtonVariant::Quiet>"Discard"</Button>
                </FormActions>
            </form>
        </Section>
    }
}

#[component]
pub(super) fn Choices() -> impl IntoView {
    let is_on = RwSignal::new(true);
    let roles = || {
        vec![
            RadioCard::new("admin", "Admin", "Does everything but change owners."),
            RadioCard::new("agent", "Agent", "Talks to visitors."),
            RadioCard::new("viewer", "Viewer", "Reads, and changes nothing."),
        ]
    };
    view! {
        <Section title="Choices" text="A checkbox is sent with its form; a switch acts at once.">
            <Checkbox name="scope" label="Read the audit log" checked=true />
            <Checkbox name="scope" label="Change the team" hint="Invite people, change roles, remove people." />
            <Checkbox name="scope" label="Not in your role" disabled=true />
            <Switch
                label="Mail me when a job fails"
                hint="At most one mail an hour."
                on=is_on
                on_change=move |on| is_on.set(on)
            />
            <Switch label="Needs a mail server" on=false on_change=|_: bool| () disabled=true />
            <RadioCards name="role" legend="Role" selected="agent" options=roles() />
            <div class="dev-row">
                <ThemeSwitch name="theme-of-the-page" on_change=|_| () />
            </div>
        </Section>
    }
}

#[component]
pub(super) fn RightToLeft() -> impl IntoView {
    view! {
        <Section title="Right to left" text="The same parts in an Arabic page.">
            <div class="form" dir="rtl" lang="ar">
                <Field name="rtl_name" label="الاسم" value="ليلى حداد" hint="كما يراه الزوار." max_length=Some(60) />
                <Field name="rtl_mail" label="البريد الإلكتروني" error="أدخل عنوانًا صالحًا." />
                <Select name="rtl_role" label="الدور" options=vec![SelectOption::new("agent", "وكيل")] />
                <Checkbox name="rtl_scope" label="قراءة سجل التدقيق" checked=true />
                <Switch label="أرسل لي رسالة" on=true on_change=|_: bool| () />
                <Notice tone=Tone::Info title="لا يوجد خادم بريد"><p>"تُعرض روابط الدعوة هنا."</p></Notice>
                <div class="dev-row">
                    <Button variant=ButtonVariant::Primary icon=Some(Icon::Plus)>"دعوة"</Button>
                    <Button>"إلغاء"</Button>
                    <Badge tone=Tone::Success dot=true>"متصل"</Badge>
                </div>
            </div>
        </Section>
    }
}

use crate::layout::{FormActions, Section};
