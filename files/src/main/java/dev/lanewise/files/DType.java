package dev.lanewise.files;

/**
 * The numbers that tensors of the format have, those of safetensors 0.8. Two are read; sizes of the others prove where
 * tensors lie.
 */
enum DType {
    F4(4), F6_E2M3(6), F6_E3M2(6), BOOL(8), U8(8), I8(8), F8_E5M2(8), F8_E4M3(8), F8_E8M0(8), F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8), I16(16), U16(16), F16(16), BF16(16), I32(32), U32(32), F32(32), I64(64), U64(64), F64(64), C64(64);

    private final int bits;

    DType(int bits) {
        this.bits = bits;
    }

    /** {@return the bytes of so many elements, or −1 if these are no whole number or no {@code long}} */
    long bytes(long count) {
        return count > Long.MAX_VALUE / bits || count * bits % 8 != 0 ? -1 : count * bits / 8;
    }
}
