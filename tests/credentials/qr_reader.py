"""Reads a QR code by the standard (ISO/IEC 18004), without what made it: versions 2 to 6, correction Q, bytes.

It corrects no errors: a code that it reads is whole.
"""

import png

MASKS = [
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
]
BLOCKS = {2: [22], 3: [17] * 2, 4: [24] * 2, 5: [15] * 2 + [16] * 2, 6: [19] * 4}  # data words of each, level Q
CENTRE = {2: 18, 3: 22, 4: 26, 5: 30, 6: 34}  # of the one alignment pattern


def squares_of_png(content, left, top, width, squares):
    """The matrix of a drawn code whose `squares` lie in `width` pixels from (left, top): True is dark."""
    across, _height, rows, info = png.Reader(bytes=content).read()
    rows, planes, step = [bytes(row) for row in rows], info["planes"], width / squares
    assert across * planes == len(rows[0])
    middle = [round((at + 0.5) * step) for at in range(squares)]
    return [[rows[top + y][(left + x) * planes] < 128 for x in middle] for y in middle]


def read(matrix):
    """The text of the code."""
    size = len(matrix)
    version = (size - 17) // 4
    bits = [matrix[8][at] for at in (0, 1, 2, 3, 4, 5, 7, 8)]
    form = sum(bit << (7 - at) for at, bit in enumerate(bits)) ^ 0b10101000  # the first 8 of 15, unmasked
    assert form >> 6 == 0b11, "not level Q"
    mask = MASKS[form >> 3 & 0b111]
    stream = [matrix[i][j] ^ mask(i, j) for i, j in _path(size, version)]
    words = [sum(bit << (7 - at) for at, bit in enumerate(stream[n : n + 8])) for n in range(0, len(stream) - 7, 8)]
    data = "".join(f"{word:08b}" for word in _in_order(words, BLOCKS[version]))
    assert data[:4] == "0100", "not bytes"
    length = int(data[4:12], 2)
    return bytes(int(data[12 + 8 * n : 20 + 8 * n], 2) for n in range(length)).decode()


def _path(size, version):
    """The places of data, two columns at a time, upwards and downwards in turn, from the right."""
    columns = [column for column in range(size - 1, 0, -2) if column > 6] + [5, 3, 1]
    for turn, column in enumerate(columns):
        for row in range(size - 1, -1, -1) if turn % 2 == 0 else range(size):
            yield from ((row, one) for one in (column, column - 1) if not _is_fixed(row, one, size, version))


def _is_fixed(i, j, size, version):
    corner = (i < 9 and j < 9) or (i < 9 and j >= size - 8) or (i >= size - 8 and j < 9)
    return corner or i == 6 or j == 6 or max(abs(i - CENTRE[version]), abs(j - CENTRE[version])) <= 2


def _in_order(words, blocks):
    """The words block by block: they are written one of each in turn."""
    found = [[] for _ in blocks]
    at = 0
    for n in range(max(blocks)):
        for block, length in zip(found, blocks, strict=True):
            if n < length:
                block.append(words[at])
                at += 1
    return [word for block in found for word in block]
