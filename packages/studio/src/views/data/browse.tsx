import { signal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { BrowsedPage, DataSummary } from "../../laboratory/protocol.ts";
import { attempt, data, laboratory, notice } from "../../state/studio.ts";
import { dataWords } from "../../text/english.ts";
import { SampleImages } from "./sample-images.tsx";
import { SampleTable } from "./sample-table.tsx";

const text = dataWords.browse;
const PAGE = 40;

const set = signal<"train" | "test">("train");
const from = signal(0);
const ofClass = signal<number | undefined>(undefined);
/** What was asked for last, and of which data it is. */
const asked = signal<{ readonly of: string; readonly page: BrowsedPage } | undefined>(undefined);
/** The data whose index and class these are: others begin anew. */
let browsed: string | undefined;

/** Samples by their index, as in the report's dialogue, and by their class. */
export function Browse({ summary }: { readonly summary: DataSummary }): VNode {
  const { classes, imageShape, counts, name } = summary;
  useEffect(() => {
    if (browsed === name) return;
    browsed = name;
    set.value = "train";
    from.value = 0;
    ofClass.value = undefined;
  }, [name]);
  useSignalEffect(() => {
    const of = data.value?.name ?? "";
    const wanted = [set.value, from.value, PAGE, ofClass.value] as const;
    let stale = false;
    void attempt(async () => {
      const page = await laboratory.browse(...wanted);
      if (!stale) asked.value = { of, page };
    });
    return () => {
      stale = true;
    };
  });
  const page = asked.value?.of === name ? asked.value.page : undefined;
  const last = counts[set.value] - 1 + (set.value === "train" ? counts.validation : 0);
  return (
    <section aria-label={text.heading}>
      <h3>{text.heading}</h3>
      <Filters classes={classes} hasTest={counts.test > 0} last={last} page={page} />
      {page?.samples.length === 0 && <p>{text.none}</p>}
      {page &&
        (imageShape[0] > 1 ? (
          <SampleImages samples={page.samples} classes={classes} imageShape={imageShape} />
        ) : (
          <SampleTable samples={page.samples} classes={classes} featureCount={imageShape[1]} />
        ))}
    </section>
  );
}

interface FiltersProps {
  readonly classes: readonly string[];
  readonly hasTest: boolean;
  readonly last: number;
  readonly page: BrowsedPage | undefined;
}

function Filters({ classes, hasTest, last, page }: FiltersProps): VNode {
  const go = (index: number | undefined) => {
    if (index !== undefined) from.value = index;
  };
  const type = (written: string) => {
    const index = Number(written);
    if (written.trim() !== "" && Number.isInteger(index) && index >= 0 && index <= last) go(index);
    else notice.value = text.badIndex(last, written);
  };
  return (
    <div class="controls browse">
      <label class="inline">
        {text.set}
        <select
          value={set.value}
          onChange={({ currentTarget: { value } }) => {
            set.value = value === "test" ? "test" : "train";
            from.value = 0;
          }}
        >
          <option value="train">{text.sets.train}</option>
          {hasTest && <option value="test">{text.sets.test}</option>}
        </select>
      </label>
      <label class="inline">
        {text.ofClass}
        <select
          value={String(ofClass.value ?? "")}
          onChange={({ currentTarget: { value } }) => {
            ofClass.value = value === "" ? undefined : Number(value);
            from.value = 0;
          }}
        >
          <option value="">{text.all}</option>
          {classes.map((name, index) => (
            <option value={String(index)}>{name}</option>
          ))}
        </select>
      </label>
      <label class="inline">
        {text.index(last)}
        <input
          type="number"
          min={0}
          max={last}
          value={from.value}
          onChange={(event) => type(event.currentTarget.value)}
        />
      </label>
      <button type="button" disabled={page?.previous === undefined} onClick={() => go(page?.previous)}>
        {text.previous}
      </button>
      <button type="button" disabled={page?.next === undefined} onClick={() => go(page?.next)}>
        {text.next}
      </button>
      {page && <span class="soft">{text.shown(page.samples.length, page.total)}</span>}
    </div>
  );
}
