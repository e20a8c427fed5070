// What a PDF of ours says of itself, for machines: title, language, stated time, and the caller's own statement, as XMP. Not as an attachment,
// which electronic filing systems of courts refuse. Source: ISO 16684-1.
import { objectOf, plainObject, readPdf, reference, streamOf, wellFormed } from './pdf-objects.ts';

interface PdfMetadata {
  title: string;
  /** BCP 47. */
  language: string;
  /** ISO 8601, UTC. */
  stated: string;
  /** As it was given: JSON. */
  statement: string;
}

/** Of the property, not of a place to look it up: nothing is ever fetched from it. */
const NAMESPACE = 'urn:trailcase:report:1';

/**
 * What `finishPdf` wrote; null where the file is no PDF of ours, or one that another program wrote again.
 * What it returns is a claim of the file: whoever can write a file can write this.
 */
export function readPdfMetadata(bytes: Buffer): PdfMetadata | null {
  const file = readPdf(bytes);
  const root = file && objectOf(file, file.root);
  const catalog = file && root && plainObject(file, root);
  const packet = file && catalog ? streamOf(file, reference(catalog, 'Metadata'))?.toString('utf8') : undefined;
  if (packet === undefined) return null;
  const field = (name: string): string | null => {
    const from = packet.indexOf(`<trailcase:${name}>`);
    const to = packet.indexOf(`</trailcase:${name}>`, from);
    return from < 0 || to < 0 ? null : plain(packet.slice(from + name.length + 12, to));
  };
  const [title, language, stated, statement] = [field('title'), field('language'), field('stated'), field('statement')];
  return title === null || language === null || stated === null || statement === null ? null : { title, language, stated, statement };
}

/** @param creator the program, @param producer what made the pages */
export function xmpPacket({ title, language, stated, statement }: PdfMetadata, creator: string, producer: string): Buffer {
  return Buffer.from(
    `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:trailcase="${NAMESPACE}">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(title)}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>${xml(language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>${stated}</xmp:CreateDate>
<xmp:ModifyDate>${stated}</xmp:ModifyDate>
<xmp:MetadataDate>${stated}</xmp:MetadataDate>
<xmp:CreatorTool>${xml(creator)}</xmp:CreatorTool>
<pdf:Producer>${xml(producer)}</pdf:Producer>
<trailcase:title>${xml(title)}</trailcase:title>
<trailcase:language>${xml(language)}</trailcase:language>
<trailcase:stated>${stated}</trailcase:stated>
<trailcase:statement>${xml(statement)}</trailcase:statement>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`,
    'utf8',
  );
}

/** Characters that XML 1.0 has no way to write become U+FFFD; a JSON text as JavaScript writes it has hardly any. */
function xml(text: string): string {
  return wellFormed(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function plain(text: string): string {
  return text.replace(/&#(\d{1,7});/g, (_, code: string) => String.fromCharCode(Number(code)));
}
