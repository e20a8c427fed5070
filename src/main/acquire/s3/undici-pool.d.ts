// Only the part of undici that is used is loaded: all of it takes three times as long, a tenth of a second in each thread.
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici';
}
