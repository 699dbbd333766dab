import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./lib/ui/i18n/request.ts');

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types of the whole project; a user's build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Native modules and modules that read their own files stay outside the bundle.
  serverExternalPackages: [
    '@node-rs/argon2',
    'sharp',
    'onnxruntime-node',
    'pg-boss',
    'pg',
    'pino',
    '@electric-sql/pglite',
  ],
  // Also for what does not pass the proxy: uploads and static files. The CSP with its nonce is the proxy's.
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
      ],
    },
  ],
  // Uploads are streamed by route handlers; actions carry forms only.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '1mb' } },
};

export default withNextIntl(config);
