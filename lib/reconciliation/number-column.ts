/** Numbers of a million rows, by their places. */
type NumberColumn = { readonly push: (value: number) => void; readonly at: (row: number) => number };

/** Makes a column of numbers of one kind; it grows by doubling. */
export function makeNumberColumn(make: (length: number) => Float64Array | Int32Array): NumberColumn {
  let values = make(1024);
  let count = 0;
  return {
    push: (value) => {
      if (count === values.length) {
        const longer = make(2 * count);
        longer.set(values);
        values = longer;
      }
      values[count] = value;
      count += 1;
    },
    at: (row) => values[row] ?? NaN,
  };
}
