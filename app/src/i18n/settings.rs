//! The settings of a workspace.

super::texts! {
    /// Settings of the workspace.
    Workspace {
        title: "Workspace",
        purpose: "Who you are, when your team answers, and how long things are kept.",
        business_title: "Business",
        business_text: "Name and website are shown to your team and your customers.",
        name: "Name",
        website: "Website",
        time_zone: "Time zone",
        time_zone_hint: "Days in reports begin and end here. Start typing a city.",
        kept_title: "Kept for",
        kept_text: "What is older is deleted for good, once a day.",
        events_kept: "Event log, in days",
        events_kept_hint: "What programs can read back through the API.",
        audit_kept: "Audit log, in days",
        audit_kept_hint: "Who did what in this workspace.",
        mail_kept: "Mail log, in days",
        mail_kept_hint: "Which mails went out, to whom.",
        days: "days",
        created: "Created",
        none: "None",
        read_only: "Owners and admins can change this.",
        save: "Save changes",
        saved: "Workspace saved.",
        behind: "What you have typed is still here. Saving it replaces theirs; loading again drops yours.",
    }
}

super::texts! {
    /// API keys.
    ApiKeys {
        title: "API keys",
        purpose: "With a key, a program of yours reads and changes what is in this workspace.",
        create: "New API key",
        create_button: "Make key",
        name: "What is it for",
        name_hint: "You will recognise it by this name.",
        column_name: "Key",
        column_scopes: "It may",
        column_created: "Made",
        column_used: "Last used",
        column_acts: "Actions",
        by: "by {who}",
        never: "Never",
        none: "No API keys yet",
        none_text: "Keys that you make are listed here, with what they may do and when they were last used.",
        revoke: "Revoke",
        revoked: "Revoked",
        revoke_title: "Revoke this key?",
        revoke_question: "Programs that use “{name}” stop working at once. This cannot be undone.",
        revoke_button: "Revoke key",
        was_revoked: "Key “{name}” is revoked.",
        cancel: "Cancel",
        once_title: "Copy the secret now",
        once: "It is shown this one time. We store only a fingerprint of it.",
        secret: "Secret",
        example: "Try it",
        done: "Done",
    }
}

super::texts! {
    /// The audit log.
    Audit {
        title: "Audit log",
        purpose: "Who did what in this workspace, newest first.",
        kind: "Action",
        every_kind: "Every action",
        none: "Nothing yet",
        none_text: "Changes to workspace, team and keys are listed here.",
        none_of_kind: "Nothing of this kind",
        none_of_kind_text: "It has not happened here, or it is older than the log is kept.",
        no_more: "No more entries",
        no_more_text: "This is the end of the log.",
        show_all: "Show all entries",
    }
}

super::texts! {
    /// The mail log.
    Mail {
        title: "Mail log",
        purpose: "Which mails this workspace has sent, and what became of them.",
        off_title: "This installation sends no mail",
        off: "Invitations and password links are handed over by hand. The operator switches mail on with ROMASHKA_SMTP_URL.",
        none: "No mail yet",
        none_text: "Invitations that go out by mail are listed here, with the mail server's answer.",
        column_to: "To",
        column_subject: "Subject",
        column_state: "State",
        column_attempts: "Attempts",
        column_asked: "Asked for",
        queued: "Queued",
        sent: "Sent",
        failed: "Failed",
    }
}
