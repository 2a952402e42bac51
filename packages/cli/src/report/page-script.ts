/**
 * What a reader with scripts has beside the page itself: the heads of a sortable table become buttons. Numbers sort as
 * numbers, the largest first; what is no number sorts as text.
 */
export const pageScript = `
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const value = (row, column) => {
    const text = row.cells[column].textContent.trim();
    const number = parseFloat(text.replace(/[,%]/g, ""));
    return Number.isNaN(number) ? text : number;
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") !== "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => [value(row, column), row]);
      rows.sort(([a], [b]) =>
        typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
      if (falling) rows.reverse();
      body.append(...rows.map(([, row]) => row));
    });
  });
}
`;
