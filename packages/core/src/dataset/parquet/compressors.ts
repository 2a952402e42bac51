import { gunzipSync } from "fflate";
import { decompress as unpackZstd } from "fzstd";
import type { Compressors } from "hyparquet";
import { snappyUncompress } from "hyparquet/src/snappy.js";
import { checkSnappy } from "./check-snappy.ts";

/** How pages are packed: pandas, Hugging Face and DuckDB choose Snappy, Polars Zstandard. Into as many bytes as asked. */
export const compressors: Compressors = {
  SNAPPY: (packed, length) => {
    checkSnappy(packed, length);
    const page = new Uint8Array(length);
    snappyUncompress(packed, page);
    return page;
  },
  GZIP: (packed, length) => gunzipSync(packed, { out: new Uint8Array(length) }),
  ZSTD: (packed, length) => unpackZstd(packed, new Uint8Array(length)),
};
