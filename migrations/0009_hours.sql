-- When people of a business answer, as JSON. One text for SQLite and PostgreSQL.
alter table workspaces add column hours text not null default '{}';
