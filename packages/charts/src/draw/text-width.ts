// Advance widths of DejaVu Sans 2.37 in 1/2048 em (its hmtx table), so that a label can be placed where no
// font can be asked. test/text-width.test.ts compares every one with the font's file.
const REGULAR: readonly (readonly [number, string])[] = [
  [563, "'"],
  [569, "ijl"],
  [604, "IJ"],
  [651, " ,.·"],
  [690, "/:;\\|"],
  [721, "f"],
  [739, "-"],
  [799, "()[]"],
  [803, "t"],
  [821, "!"],
  [842, "r"],
  [942, '"'],
  [1024, "*_`–"],
  [1067, "s"],
  [1075, "z"],
  [1087, "?"],
  [1126, "c"],
  [1141, "L"],
  [1178, "F"],
  [1186, "k"],
  [1212, "vxy"],
  [1235, "P"],
  [1251, "TY"],
  [1253, "o"],
  [1255, "a"],
  [1260, "e"],
  [1294, "E"],
  [1298, "hnu"],
  [1300, "Sbdgpq"],
  [1303, "$0123456789{}"],
  [1343, "K"],
  [1401, "AV"],
  [1403, "XZ"],
  [1405, "B"],
  [1423, "R"],
  [1430, "C"],
  [1499, "U"],
  [1532, "N"],
  [1540, "H"],
  [1577, "D"],
  [1587, "G"],
  [1597, "&"],
  [1612, "OQ"],
  [1675, "w"],
  [1716, "#+<=>^~±×−↑→↓≤≥"],
  [1767, "M"],
  [1946, "%"],
  [1995, "m"],
  [2025, "W"],
  [2048, "@…"],
];

const BOLD: readonly (readonly [number, string])[] = [
  [627, "'"],
  [702, "ijl"],
  [713, " "],
  [748, "/\\|"],
  [762, "IJ"],
  [778, ",.·"],
  [819, ":;"],
  [850, "-"],
  [891, "f"],
  [934, "!"],
  [936, "()[]"],
  [979, "t"],
  [1010, "r"],
  [1024, "_`–"],
  [1067, '"'],
  [1071, "*"],
  [1188, "?"],
  [1192, "z"],
  [1214, "c"],
  [1219, "s"],
  [1305, "L"],
  [1321, "x"],
  [1335, "vy"],
  [1362, "k"],
  [1382, "a"],
  [1389, "e"],
  [1397, "T"],
  [1399, "EF"],
  [1407, "o"],
  [1425, "$0123456789"],
  [1458, "hnu{}"],
  [1466, "bdgpq"],
  [1475, "S"],
  [1483, "Y"],
  [1485, "Z"],
  [1501, "P"],
  [1503, "C"],
  [1561, "B"],
  [1577, "R"],
  [1579, "X"],
  [1585, "AV"],
  [1587, "K"],
  [1663, "U"],
  [1681, "G"],
  [1700, "D"],
  [1714, "HN"],
  [1716, "#+<=>^~±×−↑→↓≤≥"],
  [1741, "OQ"],
  [1786, "&"],
  [1892, "w"],
  [2038, "M"],
  [2048, "@…"],
  [2052, "%"],
  [2134, "m"],
  [2259, "W"],
];

/** Units of the font in one em. */
export const UNITS_PER_EM = 2048;
/** For a character outside the tables: about a capital's width, or a whole em for CJK and beyond. */
const OTHER_WIDTH = 1500;
const FIRST_WIDE = 0x2e80;

export type FontWeight = "normal" | "bold";

const WIDTHS: Readonly<Record<FontWeight, ReadonlyMap<string, number>>> = {
  normal: indexByCharacter(REGULAR),
  bold: indexByCharacter(BOLD),
};

/** The exact advance of a character in font units, or undefined for one outside the tables. */
export function characterWidth(character: string, weight: FontWeight = "normal"): number | undefined {
  return WIDTHS[weight].get(character);
}

/** Width of a line of text in pixels: exact for printable ASCII with or without accents, else an estimate. */
export function textWidth(content: string, fontSize: number, weight: FontWeight = "normal"): number {
  let units = 0;
  // An accented letter is as wide as its base; taken apart, the accents themselves have no width.
  for (const character of content.normalize("NFD").replace(/\p{Mark}/gu, "")) {
    const other = (character.codePointAt(0) ?? 0) >= FIRST_WIDE ? UNITS_PER_EM : OTHER_WIDTH;
    units += characterWidth(character, weight) ?? other;
  }
  return (units / UNITS_PER_EM) * fontSize;
}

/** The text, or as much of its start as fits the width with an ellipsis. */
export function fitText(
  content: string,
  fontSize: number,
  width: number,
  weight: FontWeight = "normal",
): string {
  if (textWidth(content, fontSize, weight) <= width) return content;
  const characters = [...content];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, fontSize, weight) > width)
    characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

function indexByCharacter(rows: readonly (readonly [number, string])[]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(([width, characters]) => [...characters].map((character) => [character, width])),
  );
}
