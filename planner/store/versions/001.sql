CREATE TABLE "partner" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "sort" TEXT,
  "contact" TEXT NOT NULL DEFAULT '',
  "url" TEXT NOT NULL DEFAULT '',
  "notes" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "contact" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "partner" ANY NOT NULL REFERENCES "partner" (id) DEFERRABLE INITIALLY DEFERRED,
  "on" TEXT CHECK ("on" IS date("on")),
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "contact_by_partner" ON "contact" ("partner");
CREATE TABLE "alliance" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "stage" TEXT,
  "share" TEXT,
  "share_basis" TEXT,
  "cap" INTEGER,
  "cap_currency" TEXT,
  "start" TEXT CHECK ("start" IS date("start")),
  "end" TEXT CHECK ("end" IS date("end")),
  "review_on" TEXT CHECK ("review_on" IS date("review_on")),
  "next_step" TEXT NOT NULL DEFAULT '',
  "next_on" TEXT CHECK ("next_on" IS date("next_on")),
  "our_alternative" TEXT,
  "their_alternative" TEXT,
  "pair_bonuses" TEXT NOT NULL DEFAULT '',
  "notes" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "alliance_partners" (
  owner ANY NOT NULL REFERENCES "alliance" (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  target ANY NOT NULL REFERENCES "partner" (id) DEFERRABLE INITIALLY DEFERRED,
  place INTEGER NOT NULL,
  PRIMARY KEY (owner, target)
) STRICT;
CREATE INDEX "alliance_partners_by_target" ON "alliance_partners" (target);
CREATE TABLE "exchange" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "alliance" ANY NOT NULL REFERENCES "alliance" (id) DEFERRABLE INITIALLY DEFERRED,
  "direction" TEXT,
  "sort" TEXT,
  "what" TEXT NOT NULL DEFAULT '',
  "value_to_us" TEXT,
  "value_to_them" TEXT,
  "hours" TEXT,
  "listing" ANY REFERENCES "listing" (id) DEFERRABLE INITIALLY DEFERRED,
  "extra_audience" TEXT
) STRICT;
CREATE INDEX "exchange_by_alliance" ON "exchange" ("alliance");
CREATE INDEX "exchange_by_listing" ON "exchange" ("listing");
CREATE TABLE "domain" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "score" INTEGER,
  "target" INTEGER,
  "hours_to_80" INTEGER,
  "curve" TEXT,
  "evidence" TEXT NOT NULL DEFAULT '',
  "started_year" INTEGER,
  "notes" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "need" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "product" ANY NOT NULL REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "domain" ANY NOT NULL REFERENCES "domain" (id) DEFERRABLE INITIALLY DEFERRED,
  "role" TEXT,
  "weight" TEXT,
  "multiplier" TEXT
) STRICT;
CREATE INDEX "need_by_product" ON "need" ("product");
CREATE INDEX "need_by_domain" ON "need" ("domain");
CREATE TABLE "product" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "form" TEXT,
  "medium" TEXT,
  "stage" TEXT,
  "pricing" TEXT,
  "price" INTEGER,
  "price_currency" TEXT,
  "unit_cost" INTEGER,
  "unit_cost_currency" TEXT,
  "refund_rate" TEXT,
  "churn" TEXT,
  "once_per_person" INTEGER NOT NULL DEFAULT 0 CHECK ("once_per_person" IN (0, 1)),
  "make_hours" TEXT,
  "hours_per_sale" TEXT,
  "upkeep_hours" TEXT,
  "evergreen_share" TEXT,
  "half_life_months" TEXT,
  "launch_month" TEXT,
  "backed_by" ANY REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "problem" TEXT NOT NULL DEFAULT '',
  "promise" TEXT NOT NULL DEFAULT '',
  "notes" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "product_by_backed_by" ON "product" ("backed_by");
CREATE TABLE "platform" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "catalogue_key" TEXT NOT NULL DEFAULT '',
  "presence" TEXT,
  "form" TEXT,
  "ownership" TEXT,
  "media" TEXT,
  "audience" TEXT,
  "growth" TEXT,
  "open_rate" TEXT,
  "open_floor" TEXT,
  "open_half_life_months" TEXT,
  "hours_per_publication" TEXT,
  "fee_rate" TEXT,
  "fixed_fee" INTEGER,
  "fixed_fee_currency" TEXT,
  "monthly_cost" INTEGER,
  "monthly_cost_currency" TEXT,
  "payout_days" INTEGER,
  "currency" TEXT,
  "wave" TEXT,
  "launched_year" INTEGER,
  "joined" TEXT,
  "url" TEXT NOT NULL DEFAULT '',
  "rules" TEXT NOT NULL DEFAULT '',
  "notes" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "listing" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "product" ANY NOT NULL REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "platform" ANY NOT NULL REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "status" TEXT,
  "price" INTEGER,
  "price_currency" TEXT,
  "publications_per_month" TEXT,
  "click_rate" TEXT,
  "conversion" TEXT,
  "fee_rate" TEXT,
  "fixed_fee" INTEGER,
  "fixed_fee_currency" TEXT,
  "ad_budget" INTEGER,
  "ad_budget_currency" TEXT,
  "cost_per_click" TEXT,
  "rpm" TEXT,
  "commission_rate" TEXT,
  "fulfilled_by" ANY REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "priority" TEXT,
  "start_month" TEXT,
  "end_month" TEXT,
  "url" TEXT NOT NULL DEFAULT '',
  "notes" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "listing_by_product" ON "listing" ("product");
CREATE INDEX "listing_by_platform" ON "listing" ("platform");
CREATE INDEX "listing_by_fulfilled_by" ON "listing" ("fulfilled_by");
CREATE TABLE "work" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "title" TEXT NOT NULL DEFAULT '',
  "medium" TEXT,
  "product" ANY REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "made_on" TEXT CHECK ("made_on" IS date("made_on")),
  "hours" INTEGER,
  "file" TEXT NOT NULL DEFAULT '',
  "text" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "work_by_product" ON "work" ("product");
CREATE TABLE "publication" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "work" ANY NOT NULL REFERENCES "work" (id) DEFERRABLE INITIALLY DEFERRED,
  "platform" ANY NOT NULL REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "status" TEXT,
  "at" TEXT,
  "url" TEXT NOT NULL DEFAULT '',
  "version" TEXT NOT NULL DEFAULT '',
  "views" INTEGER,
  "clicks" INTEGER,
  "followers" INTEGER,
  "orders" INTEGER,
  "reason" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "publication_by_work" ON "publication" ("work");
CREATE INDEX "publication_by_platform" ON "publication" ("platform");
CREATE INDEX "publication_by_at" ON "publication" ("at");
CREATE TABLE "rate" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "on" TEXT NOT NULL CHECK ("on" IS date("on")),
  "currency" TEXT NOT NULL,
  "rate" TEXT NOT NULL
) STRICT;
CREATE TABLE "job" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "net_pay" INTEGER,
  "net_pay_currency" TEXT,
  "hours_per_week" INTEGER,
  "start" TEXT,
  "end" TEXT
) STRICT;
CREATE TABLE "cost" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "amount" TEXT,
  "start" TEXT,
  "end" TEXT,
  "listing" ANY REFERENCES "listing" (id) DEFERRABLE INITIALLY DEFERRED,
  "platform" ANY REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "product" ANY REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "cost_by_listing" ON "cost" ("listing");
CREATE INDEX "cost_by_platform" ON "cost" ("platform");
CREATE INDEX "cost_by_product" ON "cost" ("product");
CREATE TABLE "entry" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "date" TEXT NOT NULL CHECK ("date" IS date("date")),
  "sort" TEXT,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "fee" INTEGER,
  "product" ANY REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "platform" ANY REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "partner" ANY REFERENCES "partner" (id) DEFERRABLE INITIALLY DEFERRED,
  "quantity" TEXT,
  "payee" TEXT NOT NULL DEFAULT '',
  "memo" TEXT NOT NULL DEFAULT '',
  "refund_of" ANY REFERENCES "entry" (id) DEFERRABLE INITIALLY DEFERRED,
  "external_id" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "checked" INTEGER NOT NULL DEFAULT 0 CHECK ("checked" IN (0, 1))
) STRICT;
CREATE INDEX "entry_by_product" ON "entry" ("product");
CREATE INDEX "entry_by_platform" ON "entry" ("platform");
CREATE INDEX "entry_by_partner" ON "entry" ("partner");
CREATE INDEX "entry_by_refund_of" ON "entry" ("refund_of");
CREATE INDEX "entry_by_date" ON "entry" ("date");
CREATE INDEX "entry_by_amount" ON "entry" ("amount");
CREATE INDEX "entry_by_external_id" ON "entry" ("external_id");
CREATE INDEX "entry_by_payee" ON "entry" ("payee");
CREATE TABLE "milestone" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "effort" TEXT,
  "due" TEXT CHECK ("due" IS date("due")),
  "wait_days" INTEGER,
  "cost_of_delay" INTEGER,
  "cost_of_delay_currency" TEXT,
  "done_on" TEXT CHECK ("done_on" IS date("done_on")),
  "product" ANY REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "platform" ANY REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "alliance" ANY REFERENCES "alliance" (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "milestone_by_product" ON "milestone" ("product");
CREATE INDEX "milestone_by_platform" ON "milestone" ("platform");
CREATE INDEX "milestone_by_alliance" ON "milestone" ("alliance");
CREATE TABLE "milestone_after" (
  owner ANY NOT NULL REFERENCES "milestone" (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  target ANY NOT NULL REFERENCES "milestone" (id) DEFERRABLE INITIALLY DEFERRED,
  place INTEGER NOT NULL,
  PRIMARY KEY (owner, target)
) STRICT;
CREATE INDEX "milestone_after_by_target" ON "milestone_after" (target);
CREATE TABLE "experiment" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "hypothesis" TEXT NOT NULL DEFAULT '',
  "listing" ANY REFERENCES "listing" (id) DEFERRABLE INITIALLY DEFERRED,
  "measure" TEXT,
  "threshold" TEXT NOT NULL,
  "confidence" TEXT,
  "sample" INTEGER,
  "budget_hours" INTEGER,
  "start" TEXT,
  "stop_at" TEXT,
  "state" TEXT,
  "decision" TEXT,
  "changes" TEXT NOT NULL DEFAULT '',
  "notes" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "experiment_by_listing" ON "experiment" ("listing");
CREATE TABLE "scenario" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "note" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "override" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "scenario" ANY NOT NULL REFERENCES "scenario" (id) DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL DEFAULT '',
  "record" TEXT NOT NULL DEFAULT '',
  "field" TEXT NOT NULL DEFAULT '',
  "value" TEXT
) STRICT;
CREATE INDEX "override_by_scenario" ON "override" ("scenario");
CREATE TABLE "mute" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "rule" TEXT NOT NULL DEFAULT '',
  "subject" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "until" TEXT CHECK ("until" IS date("until"))
) STRICT;
CREATE TABLE "draft" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "kind" TEXT NOT NULL DEFAULT '',
  "record" TEXT NOT NULL DEFAULT '',
  "field" TEXT NOT NULL DEFAULT '',
  "text" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "plan" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "title" TEXT NOT NULL DEFAULT '',
  "owner" TEXT NOT NULL DEFAULT '',
  "language" TEXT,
  "currency" TEXT NOT NULL,
  "start_month" TEXT NOT NULL,
  "horizon_months" INTEGER,
  "cash" INTEGER,
  "cash_currency" TEXT,
  "credit_limit" INTEGER,
  "credit_limit_currency" TEXT,
  "living_costs" TEXT,
  "set_aside_rate" TEXT,
  "hours_per_week" TEXT,
  "days_off" TEXT,
  "wage" INTEGER,
  "wage_currency" TEXT,
  "correlation" TEXT,
  "seed" INTEGER
) STRICT;
CREATE TABLE "time_entry" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "start" TEXT,
  "date" TEXT CHECK ("date" IS date("date")),
  "minutes" INTEGER NOT NULL,
  "activity" TEXT,
  "domain" ANY REFERENCES "domain" (id) DEFERRABLE INITIALLY DEFERRED,
  "product" ANY REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "platform" ANY REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "alliance" ANY REFERENCES "alliance" (id) DEFERRABLE INITIALLY DEFERRED,
  "milestone" ANY REFERENCES "milestone" (id) DEFERRABLE INITIALLY DEFERRED,
  "memo" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "time_entry_by_domain" ON "time_entry" ("domain");
CREATE INDEX "time_entry_by_product" ON "time_entry" ("product");
CREATE INDEX "time_entry_by_platform" ON "time_entry" ("platform");
CREATE INDEX "time_entry_by_alliance" ON "time_entry" ("alliance");
CREATE INDEX "time_entry_by_milestone" ON "time_entry" ("milestone");
CREATE INDEX "time_entry_by_date" ON "time_entry" ("date");
CREATE INDEX "time_entry_by_start" ON "time_entry" ("start");
CREATE TABLE step (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  label TEXT NOT NULL,
  names TEXT NOT NULL,
  version INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  changes BLOB NOT NULL
) STRICT;
