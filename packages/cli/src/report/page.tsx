// A page of HTML that stands alone: no request, no script needed, and a policy that allows no other.

import { createHash } from "node:crypto";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { Raw } from "./raw.tsx";

export interface PageOptions {
  readonly title: string;
  readonly description: string;
  readonly children: ComponentChildren;
}

/** The whole document. What is text stays text, whatever characters it has. */
export function renderPage({ title, description, children }: PageOptions): string {
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src '${hash(pageStyle)}'`,
    `script-src '${hash(pageScript)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={description} />
        <meta name="generator" content="percept" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <Raw as="style" markup={pageStyle} />
      </head>
      <body>
        {children}
        <Raw as="script" markup={pageScript} />
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: ComponentChildren;
}

/** A heading, a table of contents, and the sections, each with what there is to say. */
export function Article({
  title,
  lead,
  sections,
}: {
  readonly title: string;
  readonly lead: ComponentChildren;
  readonly sections: readonly Section[];
}) {
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header>
        <h1>{title}</h1>
        {lead}
      </header>
      <nav aria-label="Contents">
        <ol>
          {sections.map(({ id, title }) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ol>
      </nav>
      <main id="content">
        {sections.map(({ id, title, content }, index) => (
          <section aria-labelledby={id}>
            <h2 id={id}>
              <span class="number">{index + 1}</span> {title}
            </h2>
            {content}
          </section>
        ))}
      </main>
      <footer>
        Made by percept. Nothing on this page asks the network for anything; it can be kept, sent and printed
        as it is.
      </footer>
    </>
  );
}
