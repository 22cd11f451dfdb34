ALTER TABLE "plan" ADD COLUMN "time_zone" TEXT NOT NULL DEFAULT '';
ALTER TABLE "plan" ADD COLUMN "day_starts_at" INTEGER;
UPDATE "plan" SET "day_starts_at" = 4;
ALTER TABLE "publication" ADD COLUMN "measured_on" TEXT CHECK ("measured_on" IS date("measured_on"));
ALTER TABLE "publication" ADD COLUMN "external_id" TEXT NOT NULL DEFAULT '';
ALTER TABLE "publication" ADD COLUMN "source" TEXT NOT NULL DEFAULT '';
CREATE INDEX "publication_by_external_id" ON "publication" ("external_id");
CREATE INDEX "publication_by_status" ON "publication" ("status");
CREATE INDEX "publication_by_url" ON "publication" ("url");
ALTER TABLE "time_entry" ADD COLUMN "external_id" TEXT NOT NULL DEFAULT '';
ALTER TABLE "time_entry" ADD COLUMN "source" TEXT NOT NULL DEFAULT '';
CREATE INDEX "time_entry_by_external_id" ON "time_entry" ("external_id");
CREATE TABLE "recurring" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "payee" TEXT NOT NULL DEFAULT '',
  "sort" TEXT,
  "amount" INTEGER NOT NULL,
  "currency" TEXT NOT NULL,
  "every" TEXT,
  "next_on" TEXT NOT NULL CHECK ("next_on" IS date("next_on")),
  "until" TEXT CHECK ("until" IS date("until")),
  "day_of_month" INTEGER,
  "product" ANY REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "platform" ANY REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "partner" ANY REFERENCES "partner" (id) DEFERRABLE INITIALLY DEFERRED,
  "memo" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "recurring_by_product" ON "recurring" ("product");
CREATE INDEX "recurring_by_platform" ON "recurring" ("platform");
CREATE INDEX "recurring_by_partner" ON "recurring" ("partner");
CREATE TABLE "import_rule" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "contains" TEXT NOT NULL DEFAULT '',
  "source" TEXT NOT NULL DEFAULT '',
  "sort" TEXT,
  "product" ANY REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "platform" ANY REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "partner" ANY REFERENCES "partner" (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX "import_rule_by_product" ON "import_rule" ("product");
CREATE INDEX "import_rule_by_platform" ON "import_rule" ("platform");
CREATE INDEX "import_rule_by_partner" ON "import_rule" ("partner");
CREATE TABLE "batch" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "file" TEXT NOT NULL DEFAULT '',
  "format" TEXT NOT NULL DEFAULT '',
  "size" INTEGER,
  "sha256" TEXT NOT NULL DEFAULT '',
  "on" TEXT,
  "answers" TEXT,
  "counts" TEXT,
  "rejected" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "column_mapping" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "headers" TEXT NOT NULL DEFAULT '',
  "reading" TEXT
) STRICT;
CREATE TABLE "saved_view" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "name" TEXT NOT NULL DEFAULT '',
  "page" TEXT NOT NULL DEFAULT '',
  "filter" TEXT NOT NULL DEFAULT '',
  "order" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "timer" (
  id ANY NOT NULL PRIMARY KEY,
  position TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  "start" TEXT NOT NULL,
  "activity" TEXT,
  "domain" ANY REFERENCES "domain" (id) DEFERRABLE INITIALLY DEFERRED,
  "product" ANY REFERENCES "product" (id) DEFERRABLE INITIALLY DEFERRED,
  "platform" ANY REFERENCES "platform" (id) DEFERRABLE INITIALLY DEFERRED,
  "alliance" ANY REFERENCES "alliance" (id) DEFERRABLE INITIALLY DEFERRED,
  "milestone" ANY REFERENCES "milestone" (id) DEFERRABLE INITIALLY DEFERRED,
  "memo" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX "timer_by_domain" ON "timer" ("domain");
CREATE INDEX "timer_by_product" ON "timer" ("product");
CREATE INDEX "timer_by_platform" ON "timer" ("platform");
CREATE INDEX "timer_by_alliance" ON "timer" ("alliance");
CREATE INDEX "timer_by_milestone" ON "timer" ("milestone");
