-- Checkouts that were pending when selections began to follow them had closed none: theirs are closed now, in the order in
-- which whoever writes to several selections takes them. Forced row-level security blinds the owner, who migrates.
ALTER TABLE "checkouts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "selections" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
insert into selections (store_id, id)
select distinct c.store_id, c.selection_id from checkouts c
where c.status = 'pending' and c.selection_id is not null order by 1, 2
on conflict do nothing;
--> statement-breakpoint
update selections s set status = 'PROCESSING', updated_at = now() from checkouts c
where c.store_id = s.store_id and c.selection_id = s.id and c.status = 'pending' and s.status = 'AVAILABLE';
--> statement-breakpoint
ALTER TABLE "selections" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "checkouts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
create or replace function check_invariants() returns table (rule text, store_id uuid, subject uuid, expected bigint, actual bigint)
language sql stable as $$
  select 'on hand is the sum of the log', s.store_id, s.id, coalesce(l.on_hand, 0), s.on_hand::bigint
  from stock_items s left join (
    select g.store_id, g.stock_item_id, sum(g.on_hand_delta)::bigint as on_hand from stock_logs g group by 1, 2) l
    on l.store_id = s.store_id and l.stock_item_id = s.id
  where s.on_hand <> coalesce(l.on_hand, 0)
  union all
  select 'reserved is the sum of the log', s.store_id, s.id, coalesce(l.reserved, 0), s.reserved::bigint
  from stock_items s left join (
    select g.store_id, g.stock_item_id, sum(g.reserved_delta)::bigint as reserved from stock_logs g group by 1, 2) l
    on l.store_id = s.store_id and l.stock_item_id = s.id
  where s.reserved <> coalesce(l.reserved, 0)
  union all
  select 'reserved is what pending checkouts hold', s.store_id, s.id, coalesce(h.quantity, 0), s.reserved::bigint
  from stock_items s left join (
    select i.store_id, i.stock_item_id, sum(i.quantity)::bigint as quantity
    from checkout_items i join checkouts c on c.store_id = i.store_id and c.id = i.checkout_id
    where c.status = 'pending' and i.is_held group by 1, 2) h
    on h.store_id = s.store_id and h.stock_item_id = s.id
  where s.reserved <> coalesce(h.quantity, 0)
  union all
  select 'never more reserved than there is', s.store_id, s.id, s.on_hand::bigint, s.reserved::bigint
  from stock_items s
  where s.reserved < 0 or (s.is_tracked and not s.allows_backorder and (s.on_hand < 0 or s.reserved > s.on_hand))
  union all
  select 'balances in the log follow its deltas', g.store_id, g.stock_item_id, balance.expected, balance.actual
  from (select b.store_id, b.stock_item_id, b.on_hand_after::bigint, b.reserved_after::bigint,
          sum(b.on_hand_delta) over item as on_hand, sum(b.reserved_delta) over item as reserved
        from stock_logs b window item as (partition by b.store_id, b.stock_item_id order by b.id)) g
  cross join lateral (values (g.on_hand, g.on_hand_after), (g.reserved, g.reserved_after)) as balance(expected, actual)
  where balance.expected <> balance.actual
  union all
  select 'the log of a checkout sums to what it holds', g.store_id, g.checkout_id, coalesce(h.quantity, 0), g.reserved
  from (select b.store_id, b.checkout_id, b.stock_item_id, sum(b.reserved_delta)::bigint as reserved
        from stock_logs b where b.checkout_id is not null group by 1, 2, 3) g
  left join (
    select i.store_id, i.checkout_id, i.stock_item_id, sum(i.quantity)::bigint as quantity
    from checkout_items i join checkouts c on c.store_id = i.store_id and c.id = i.checkout_id
    where c.status = 'pending' and i.is_held group by 1, 2, 3) h
    on h.store_id = g.store_id and h.checkout_id = g.checkout_id and h.stock_item_id = g.stock_item_id
  where g.reserved <> coalesce(h.quantity, 0)
  union all
  select 'a confirmed checkout has sold what it held', i.store_id, i.checkout_id, 1, 0
  from checkout_items i join checkouts c on c.store_id = i.store_id and c.id = i.checkout_id
  where c.status = 'confirmed' and i.is_held and not exists (
    select from stock_logs g where g.store_id = i.store_id and g.checkout_id = i.checkout_id
      and g.stock_item_id = i.stock_item_id and g.kind = 'confirm')
  union all
  select 'an ended checkout has released what it held', i.store_id, i.checkout_id, 1, 0
  from checkout_items i join checkouts c on c.store_id = i.store_id and c.id = i.checkout_id
  where c.status in ('expired', 'cancelled') and i.is_held and not exists (
    select from stock_logs g where g.store_id = i.store_id and g.checkout_id = i.checkout_id
      and g.stock_item_id = i.stock_item_id and g.kind = 'release')
  union all
  select 'a total is the sum of its lines', c.store_id, c.id, coalesce(sum(i.line_total_minor), 0)::bigint, c.total_minor
  from checkouts c left join checkout_items i on i.store_id = c.store_id and i.checkout_id = c.id
  group by c.store_id, c.id, c.total_minor
  having coalesce(sum(i.line_total_minor), 0) <> c.total_minor
  union all
  select 'a selection is processing while its checkout is pending', c.store_id, c.id, 1, 0
  from checkouts c left join selections s on s.store_id = c.store_id and s.id = c.selection_id
  where c.status = 'pending' and c.selection_id is not null and s.status is distinct from 'PROCESSING'
$$;
