import { Zip, ZipDeflate } from 'fflate';

/**
 * The date of every file in every archive, so that the same content is the same bytes. ZIP keeps it on the clock of
 * whoever writes, and text without a zone is read on that same clock: the machine's time zone cancels out.
 */
const fixedDate = '1980-01-01T12:00:00';

/** Files that are packed one after the other while they are written. */
type ZipWriter = {
  /** Begins the next file, and gives what its text is handed to, piece by piece; the last piece says so. */
  readonly begin: (name: string) => (text: string, isLast: boolean) => void;
  readonly end: () => void;
  /** What is packed and not taken yet. */
  readonly take: () => readonly Uint8Array[];
};

/** Packs files into an archive, with the same bytes for the same content on any machine. */
export const makeZip = (): ZipWriter => {
  let packed: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    packed.push(chunk);
  });
  return {
    begin: (name) => {
      const file = new ZipDeflate(name, { level: 3 });
      file.mtime = fixedDate;
      zip.add(file);
      return (text, isLast) => {
        file.push(Buffer.from(text), isLast);
      };
    },
    end: () => {
      zip.end();
    },
    take: () => {
      const taken = packed;
      packed = [];
      return taken;
    },
  };
};
