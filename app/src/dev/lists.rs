//! Tables, filters, empty and broken pages, text to copy.

use leptos::prelude::*;

use super::ago;
use crate::components::*;
use crate::layout::Section;
use crate::routes;

const PEOPLE: [(&str, &str, &str, i64); 4] = [
    ("Vera Lindqvist", "vera@northwind.example", "Owner", 0),
    ("Tomás Ruiz", "tomas@northwind.example", "Agent", 1),
    ("Mei Tanaka", "mei@northwind.example", "Admin", 3),
    ("Анна Петрова", "anna@northwind.example", "Viewer", 20),
];

#[component]
pub(super) fn Tables() -> impl IntoView {
    let selection = Selection::new();
    let rows = PEOPLE.map(|(name, email, role, days)| {
        view! {
            <tr>
                <SelectCell selection id=email label=name />
                <th scope="row">
                    <span class="dev-person"><Avatar name /> <Link href=routes::COMPONENTS plain=true>{name}</Link></span>
                </th>
                <td class="table-quiet">{email}</td>
                <td><Badge>{role}</Badge></td>
                <td class="is-number"><TimeAgo at=ago(days, 2, 0) /></td>
                <td>
                    <div class="table-actions">
                        <Menu
                            id=format!("dev-row-{days}")
                            label=format!("More about {name}")
                            trigger=Opener::Icon(Icon::More)
                            align=Align::End
                        >
                            <MenuButton label="Change role" />
                            <MenuButton label="Remove from team" danger=true />
                        </Menu>
                    </div>
                </td>
            </tr>
        }
    });
    let ids = PEOPLE.iter().map(|(_, email, _, _)| (*email).to_owned()).collect::<Vec<_>>();
    let columns = vec![
        Column::new("Name").sort(routes::COMPONENTS, Some(Sorted::Ascending)),
        Column::new("Email"),
        Column::new("Role").sort(routes::COMPONENTS, None),
        Column::new("Last seen").number(),
        Column::new("Actions").hidden(),
    ];
    let tabs = vec![
        Tab::new("/dev/components", "Members").count(4),
        Tab::new("/dev/components?tab=invited", "Invited").count(1),
        Tab::new("/dev/components?tab=roles", "Roles"),
    ];
    view! {
        <Section title="Tabs, filters, table, pages" wide=true action=|| view! { <Button small=true>"Export"</Button> }>
            <Tabs label="Team" tabs current="/dev/components" />
            <FilterBar
                action=routes::COMPONENTS
                clear=routes::COMPONENTS
                chips=vec![
                    Chip { label: "Role".to_owned(), value: "Agent".to_owned(), without: routes::COMPONENTS.to_owned() },
                    Chip { label: "Seen".to_owned(), value: "this week".to_owned(), without: routes::COMPONENTS.to_owned() },
                ]
            >
                <Field name="q" label="Name or email" kind=FieldKind::Search />
                <Select
                    name="filter_role"
                    label="Role"
                    options=vec![SelectOption::new("", "Any"), SelectOption::new("agent", "Agent")]
                />
            </FilterBar>
            <Table caption="Members of the team" columns select=(selection, ids)>
                {rows.collect_view()}
            </Table>
            <BulkBar selection>
                <Button small=true>"Change role"</Button>
                <Button small=true variant=ButtonVariant::Danger>"Remove from team"</Button>
            </BulkBar>
            <CursorPagination label="Pages of the team" first=Some(routes::COMPONENTS.to_owned()) next=Some(routes::COMPONENTS.to_owned()) />
            <Timeline
                label="What happened"
                entries=vec![
                    TimelineEntry {
                        at: ago(0, 0, 6),
                        actor: "Vera Lindqvist".to_owned(),
                        sentence: "changed the role of Tomás Ruiz".to_owned(),
                        icon: Icon::Team,
                        details: vec![("from".to_owned(), "Viewer".to_owned()), ("to".to_owned(), "Agent".to_owned())],
                    },
                    TimelineEntry {
                        at: ago(1, 0, 0),
                        actor: "Mei Tanaka".to_owned(),
                        sentence: "made the API key “Shop”".to_owned(),
                        icon: Icon::Key,
                        details: Vec::new(),
                    },
                ]
            />
        </Section>
    }
}

#[component]
pub(super) fn States() -> impl IntoView {
    view! {
        <Section title="Empty, broken, loading" wide=true>
            <EmptyState title="No API keys yet" text="A key lets a program of yours use the REST API in your name.">
                <Button variant=ButtonVariant::Primary icon=Some(Icon::Plus)>"Make a key"</Button>
            </EmptyState>
            <EmptyState
                title="Nobody is called that"
                text="Try another name, or clear the filters."
                icon=Some(Icon::Search)
            />
            <ErrorState
                title="The audit log could not be read"
                text="The database did not answer in time. Nothing is lost."
                reference=Some("req_4f7a9c".to_owned())
                on_retry=|| ()
            />
            <Skeleton shape=SkeletonShape::Rows count=4 />
            <div class="dev-columns">
                <Skeleton shape=SkeletonShape::Text />
                <Skeleton shape=SkeletonShape::Field count=2 />
            </div>
        </Section>
    }
}

#[component]
pub(super) fn Codes() -> impl IntoView {
    view! {
        <Section title="Text to take along">
            <CopyField
                id="dev-link"
                label="Invitation link"
                text="https://example.com/invite/9x2k4m6n8p0q2r4s6t8v"
                hint="Works once, for seven days."
            />
            <CodeBlock
                label="Snippet"
                code="<script async src=\"https://example.com/v1/widget.js\"\n        data-project=\"proj_7h3k9m2n\" data-key=\"pk_live_4c8d1e\"></script>"
            />
        </Section>
    }
}
