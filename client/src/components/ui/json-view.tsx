import { cn } from '@/lib/cn';
import { CopyButton } from './copy-button';

const TOKEN =
  /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

interface Piece {
  text: string;
  className?: string;
}

/** Cuts formatted JSON into coloured pieces. */
export function highlightJson(json: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of json.matchAll(TOKEN)) {
    if (match.index > at) pieces.push({ text: json.slice(at, match.index) });
    const [text, string, colon, word] = match;
    if (string && colon)
      pieces.push({ text: string, className: 'text-code-property' }, { text: colon });
    else if (string) pieces.push({ text: string, className: 'text-code-string' });
    else pieces.push({ text, className: word ? 'text-code-keyword' : 'text-code-number' });
    at = match.index + text.length;
  }
  if (at < json.length) pieces.push({ text: json.slice(at) });
  return pieces;
}

export interface JsonViewProps {
  value: unknown;
  /** Names the region and the copy button, such as "Output". */
  label: string;
  className?: string;
}

/** Larger values are shown without colours, so that the page stays quick. */
const MAX_HIGHLIGHTED_CHARS = 60_000;

export function JsonView({ value, label, className }: JsonViewProps) {
  const json = JSON.stringify(value, null, 2) ?? 'null';
  const pieces = json.length > MAX_HIGHLIGHTED_CHARS ? [{ text: json }] : highlightJson(json);
  return (
    <div className={cn('group relative overflow-hidden rounded-lg border bg-sunken', className)}>
      <CopyButton value={json} label={label} className="absolute top-1 right-1 bg-sunken" />
      <pre
        role="region"
        aria-label={label}
        tabIndex={0}
        className="max-h-96 overflow-auto p-3 pr-10 font-mono text-[0.8125rem] leading-relaxed break-words whitespace-pre-wrap text-code-punctuation"
      >
        {pieces.map((piece, index) => (
          <span key={index} className={piece.className}>
            {piece.text}
          </span>
        ))}
      </pre>
    </div>
  );
}
