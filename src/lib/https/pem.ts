const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** A bundle of the world's authorities has about 150. */
const MOST_CERTIFICATES = 1000;

/** Returns the certificates of a PEM text, or of base64 of one as AWS hands it out; whatever else is in it stays there. */
export function pemCertificates(text: string): readonly string[] {
  const pem = BASE64.test(text) ? Buffer.from(text, 'base64').toString('latin1') : text;
  return (pem.match(CERTIFICATE) ?? []).slice(0, MOST_CERTIFICATES);
}
