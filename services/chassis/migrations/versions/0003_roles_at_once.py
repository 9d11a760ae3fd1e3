"""On PostgreSQL: who holds which role, asked in one statement that needs no transaction of its own.

The function sees every tenant, as `roles` would to who sets `helder.tenants`; it answers for the one it is given.
"""

from alembic import op

revision = "chassis_0003"
down_revision = "chassis_0002"
branch_labels = None
depends_on = None

_ROLES_OF = """
create function roles_of(in_tenant text, of_member text, on_day date) returns setof varchar
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select r.role from public.tenants t left join public.roles r
    on r.tenant = t.tenant and r.member = of_member
    and (r.valid_from is null or r.valid_from <= on_day) and (r.until is null or r.until >= on_day)
    where t.tenant = in_tenant;
end $$
"""
_SIGNATURE = "roles_of(text, text, date)"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(_ROLES_OF)
    op.execute(f"revoke all on function {_SIGNATURE} from public")
    op.execute(f"grant execute on function {_SIGNATURE} to helder_app, helder_worker")
