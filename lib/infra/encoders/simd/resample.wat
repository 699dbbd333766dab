;; The two loops of resample.ts, four sums at a time: the same numbers to the bit, since sums wrap at 32
;; bits and are clamped to bytes in both. After a change:
;;   npx --yes --package wabt@1.0.39 wat2wasm resample.wat -o resample.wasm
;; Places are in bytes. `first`, `count` and `weights` are int32 arrays (`taps` weights per target pixel,
;; scaled by 2^22). Buffers are followed by 16 bytes that may be read or overwritten.
(module
  (memory (export "memory") 1)

  ;; Rows `top` to `bottom` of an RGB image of `width` pixels, target pixels `left` to `right`, into lines
  ;; of `stride` bytes.
  (func (export "rows")
    (param $src i32) (param $width i32) (param $dst i32) (param $stride i32)
    (param $first i32) (param $count i32) (param $weights i32) (param $taps i32)
    (param $left i32) (param $right i32) (param $top i32) (param $bottom i32)
    (local $y i32) (local $t i32) (local $o i32) (local $p i32) (local $k i32) (local $end i32)
    (local $row i32) (local $sums v128)
    (local.set $y (local.get $top))
    (block $done (loop $lines
      (br_if $done (i32.ge_s (local.get $y) (local.get $bottom)))
      (local.set $row (i32.add (local.get $src)
        (i32.mul (i32.mul (local.get $y) (local.get $width)) (i32.const 3))))
      (local.set $o (local.get $dst))
      (local.set $t (local.get $left))
      (block $line (loop $pixels
        (br_if $line (i32.ge_s (local.get $t) (local.get $right)))
        (local.set $p (i32.add (local.get $row)
          (i32.mul (i32.const 3)
            (i32.load (i32.add (local.get $first) (i32.shl (local.get $t) (i32.const 2)))))))
        (local.set $k (i32.add (local.get $weights)
          (i32.shl (i32.mul (local.get $t) (local.get $taps)) (i32.const 2))))
        (local.set $end (i32.add (local.get $k)
          (i32.shl
            (i32.load (i32.add (local.get $count) (i32.shl (local.get $t) (i32.const 2))))
            (i32.const 2))))
        (local.set $sums (i32x4.splat (i32.const 0x200000)))
        (block $sum (loop $weighing
          (br_if $sum (i32.ge_u (local.get $k) (local.get $end)))
          (local.set $sums (i32x4.add (local.get $sums)
            (i32x4.mul (v128.load32_splat (local.get $k))
              (i32x4.extend_low_i16x8_u
                (i16x8.extend_low_i8x16_u (v128.load32_zero (local.get $p)))))))
          (local.set $p (i32.add (local.get $p) (i32.const 3)))
          (local.set $k (i32.add (local.get $k) (i32.const 4)))
          (br $weighing)))
        (local.set $sums (i32x4.shr_s (local.get $sums) (i32.const 22)))
        (local.set $sums (i16x8.narrow_i32x4_s (local.get $sums) (local.get $sums)))
        ;; The fourth byte is no colour; the next pixel overwrites it.
        (v128.store32_lane 0 (local.get $o)
          (i8x16.narrow_i16x8_u (local.get $sums) (local.get $sums)))
        (local.set $o (i32.add (local.get $o) (i32.const 3)))
        (local.set $t (i32.add (local.get $t) (i32.const 1)))
        (br $pixels)))
      (local.set $dst (i32.add (local.get $dst) (local.get $stride)))
      (local.set $y (i32.add (local.get $y) (i32.const 1)))
      (br $lines))))

  ;; Target rows `top` to `bottom` from lines of `stride` bytes, a multiple of 16; the first line at `src`
  ;; is row `from` of the source.
  (func (export "columns")
    (param $src i32) (param $dst i32) (param $stride i32)
    (param $first i32) (param $count i32) (param $weights i32) (param $taps i32)
    (param $from i32) (param $top i32) (param $bottom i32)
    (local $t i32) (local $x i32) (local $p i32) (local $k i32) (local $begin i32) (local $end i32)
    (local $base i32) (local $v v128) (local $w v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $half v128)
    (local.set $half (i32x4.splat (i32.const 0x200000)))
    (local.set $t (local.get $top))
    (block $done (loop $lines
      (br_if $done (i32.ge_s (local.get $t) (local.get $bottom)))
      (local.set $base (i32.add (local.get $src)
        (i32.mul (local.get $stride)
          (i32.sub
            (i32.load (i32.add (local.get $first) (i32.shl (local.get $t) (i32.const 2))))
            (local.get $from)))))
      (local.set $begin (i32.add (local.get $weights)
        (i32.shl (i32.mul (local.get $t) (local.get $taps)) (i32.const 2))))
      (local.set $end (i32.add (local.get $begin)
        (i32.shl
          (i32.load (i32.add (local.get $count) (i32.shl (local.get $t) (i32.const 2))))
          (i32.const 2))))
      (local.set $x (i32.const 0))
      (block $line (loop $sixteen
        (br_if $line (i32.ge_u (local.get $x) (local.get $stride)))
        (local.set $a (local.get $half))
        (local.set $b (local.get $half))
        (local.set $c (local.get $half))
        (local.set $d (local.get $half))
        (local.set $p (i32.add (local.get $base) (local.get $x)))
        (local.set $k (local.get $begin))
        (block $sum (loop $weighing
          (br_if $sum (i32.ge_u (local.get $k) (local.get $end)))
          (local.set $w (v128.load32_splat (local.get $k)))
          (local.set $v (i16x8.extend_low_i8x16_u (v128.load (local.get $p))))
          (local.set $a (i32x4.add (local.get $a)
            (i32x4.mul (local.get $w) (i32x4.extend_low_i16x8_u (local.get $v)))))
          (local.set $b (i32x4.add (local.get $b)
            (i32x4.mul (local.get $w) (i32x4.extend_high_i16x8_u (local.get $v)))))
          (local.set $v (i16x8.extend_high_i8x16_u (v128.load (local.get $p))))
          (local.set $c (i32x4.add (local.get $c)
            (i32x4.mul (local.get $w) (i32x4.extend_low_i16x8_u (local.get $v)))))
          (local.set $d (i32x4.add (local.get $d)
            (i32x4.mul (local.get $w) (i32x4.extend_high_i16x8_u (local.get $v)))))
          (local.set $p (i32.add (local.get $p) (local.get $stride)))
          (local.set $k (i32.add (local.get $k) (i32.const 4)))
          (br $weighing)))
        (v128.store (i32.add (local.get $dst) (local.get $x))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s
              (i32x4.shr_s (local.get $a) (i32.const 22))
              (i32x4.shr_s (local.get $b) (i32.const 22)))
            (i16x8.narrow_i32x4_s
              (i32x4.shr_s (local.get $c) (i32.const 22))
              (i32x4.shr_s (local.get $d) (i32.const 22)))))
        (local.set $x (i32.add (local.get $x) (i32.const 16)))
        (br $sixteen)))
      (local.set $dst (i32.add (local.get $dst) (local.get $stride)))
      (local.set $t (i32.add (local.get $t) (i32.const 1)))
      (br $lines)))))
