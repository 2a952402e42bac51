// A person without a mouse: Tab until something has the focus, and only keys from there.

import type { Page } from "playwright-core";

export interface Keyboard {
  press(key: string): Promise<void>;
  /**
   * Tab, or Shift+Tab, until what is wanted has the focus; on the way, every stop must be seen.
   * @param role  as ARIA calls it
   * @param name  as a screen reader says it, whole
   */
  tabTo(role: string, name: string | RegExp, direction?: "forwards" | "backwards"): Promise<void>;
  /** What has the focus: `button Start`. */
  focused(): Promise<string>;
}

/** More stops than any view has. */
const MOST_STOPS = 250;

export function keyboardOf(page: Page): Keyboard {
  const focused = async () => {
    const snapshot = await page.locator(":focus").ariaSnapshot(); // YAML: - 'button "0 taken for 0: 9 images"'
    const [, role = "", name = ""] = /^- '?(\w+)(?: "((?:[^"\\]|\\.)*)")?/.exec(snapshot) ?? [];
    return { role, name };
  };
  return {
    focused: async () => Object.values(await focused()).join(" "),
    press: (key) => page.keyboard.press(key),
    async tabTo(role, name, direction = "forwards") {
      const passed: string[] = [];
      while (passed.length < MOST_STOPS) {
        await page.keyboard.press(direction === "forwards" ? "Tab" : "Shift+Tab");
        if (!(await page.evaluate(() => document.activeElement !== document.body))) continue; // between end and start
        const found = await focused();
        const unseen = await page.evaluate(whyUnseen);
        if (unseen) throw new Error(`${found.role} ${found.name} has the focus and ${unseen}.`);
        passed.push(`${found.role} ${found.name}`);
        if (found.role === role && (typeof name === "string" ? found.name === name : name.test(found.name)))
          return;
      }
      throw new Error(`The Tab key never came to ${role} ${name}; it passed ${passed.join(", ")}.`);
    },
  };
}

/** In the page: why a person would not see what has the focus, or nothing. */
function whyUnseen(): string | undefined {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement)) return "is nothing on the page";
  const candidates = [focused, focused.closest("label")].filter((one) => one !== null);
  const outlined = candidates.find((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
  if (outlined === undefined) return "no outline shows it";
  const { left, top, right, bottom } = outlined.getBoundingClientRect();
  const outside = right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight;
  return outside ? "it is outside of the window" : undefined;
}
