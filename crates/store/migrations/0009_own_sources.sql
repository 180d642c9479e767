-- Sources that were added at the desk. own: when that was; none for those of a pack. A pack that is
-- loaded later leaves own ones alone. removed: when one was taken out; it is read no more, and its
-- items, its looks and its ledger numbers stay.
ALTER TABLE sources ADD COLUMN own TEXT;
ALTER TABLE sources ADD COLUMN removed TEXT;
