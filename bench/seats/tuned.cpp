// Deferred acceptance as fast as we know how to write it: a choice and its key in 8 bytes, a cutoff for each position that
// fits the cache, and applicants who were turned away fetched before their turn. Reads the arrays of a folder, writes
// tuned.bin, prints the best of REPEATS times in seconds of the processor for the search alone, what packing took before
// it, and the most memory in bytes.
#include <sys/resource.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "read.hpp"

struct Choice {
  uint32_t position, key;
};

constexpr int64_t AHEAD = 16;  // turns before its own that a choice is fetched; where it stands, twice as many

double seconds() { return double(std::clock()) / CLOCKS_PER_SEC; }

std::vector<Choice> packed(const std::string& folder, double* took) {
  const auto idx = read<uint32_t>(folder + "/idx.bin");
  const auto key = read<uint32_t>(folder + "/key.bin");
  const double began = seconds();
  std::vector<Choice> choices(idx.size());
  for (size_t e = 0; e < idx.size(); ++e) choices[e] = {idx[e], key[e]};
  *took = seconds() - began;
  return choices;
}

// What a position holds is key · 2³² + applicant; the smallest of its heap is the one to go.
void rise(uint64_t* heap, uint32_t at, uint64_t entry) {
  for (; at > 0 && heap[(at - 1) / 2] > entry; at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
  heap[at] = entry;
}

void sink(uint64_t* heap, uint32_t size, uint64_t entry) {
  uint32_t at = 0;
  for (uint32_t below = 1; below < size; below = 2 * below + 1) {
    below += below + 1 < size && heap[below + 1] < heap[below];
    if (heap[below] >= entry) break;
    heap[at] = heap[below];
    at = below;
  }
  heap[at] = entry;
}

struct Search {
  const std::vector<int64_t>& indptr;
  const std::vector<Choice>& choices;
  const std::vector<uint32_t>& cap;
  std::vector<uint32_t> cutoff, size, first, waiting;
  std::vector<uint64_t> heap;
  std::vector<uint8_t> next;

  Search(const std::vector<int64_t>& indptr, const std::vector<Choice>& choices, const std::vector<uint32_t>& cap)
      : indptr(indptr), choices(choices), cap(cap), cutoff(cap.size()), size(cap.size()), first(cap.size() + 1),
        waiting(std::bit_ceil(indptr.size())), next(indptr.size()) {
    for (size_t j = 0; j < cap.size(); ++j) first[j + 1] = first[j] + cap[j];
    heap.resize(first.back());
  }

  // The applicant whom `i` displaces; −1 where nobody is, or `i` has no choice left.
  int64_t propose(uint32_t i) {
    for (int64_t e = indptr[i] + next[i]; e < indptr[i + 1]; ++e) {
      const auto [j, key] = choices[e];
      if (key < cutoff[j] || cap[j] == 0) continue;
      next[i] = e + 1 - indptr[i];
      uint64_t* seats = heap.data() + first[j];
      const uint64_t entry = uint64_t(key) << 32 | i;
      int64_t gone = -1;
      if (size[j] < cap[j]) {
        rise(seats, size[j]++, entry);
      } else {
        gone = uint32_t(seats[0]);
        sink(seats, cap[j], entry);
      }
      if (size[j] == cap[j]) cutoff[j] = seats[0] >> 32;
      return gone;
    }
    next[i] = indptr[i + 1] - indptr[i];
    return -1;
  }

  void all() {
    const int64_t n = indptr.size() - 1;
    const int64_t mask = waiting.size() - 1;
    int64_t from = 0, to = 0, gone;  // those who wait: a ring
    for (int64_t i = 0; i < n; ++i) {
      if ((gone = propose(i)) >= 0) waiting[to++] = gone;
    }
    for (; from < to; ++from) {
      if (from + 2 * AHEAD < to) {
        const uint32_t later = waiting[(from + 2 * AHEAD) & mask];
        __builtin_prefetch(&indptr[later]);
        __builtin_prefetch(&next[later]);
        const uint32_t soon = waiting[(from + AHEAD) & mask];
        __builtin_prefetch(&choices[indptr[soon] + next[soon]]);
      }
      if ((gone = propose(waiting[from & mask])) >= 0) waiting[to++ & mask] = gone;
    }
  }

  std::vector<int32_t> assignment() const {
    std::vector<int32_t> seats(indptr.size() - 1, -1);
    for (size_t j = 0; j < cap.size(); ++j) {
      for (uint32_t s = first[j]; s < first[j] + size[j]; ++s) seats[uint32_t(heap[s])] = j;
    }
    return seats;
  }
};

int main(int argc, char** argv) {
  const std::string folder = argv[1];
  const int repeats = argc > 2 ? std::atoi(argv[2]) : 3;
  const auto indptr = read<int64_t>(folder + "/indptr.bin");
  const auto cap = read<uint32_t>(folder + "/cap.bin");
  double packing, best = 1e9;
  const auto choices = packed(folder, &packing);
  for (int again = 0; again < repeats; ++again) {
    const double began = seconds();
    Search search(indptr, choices, cap);
    search.all();
    best = std::min(best, seconds() - began);
    const auto seats = search.assignment();
    std::ofstream(folder + "/tuned.bin", std::ios::binary)
        .write(reinterpret_cast<const char*>(seats.data()), seats.size() * sizeof(int32_t));
  }
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  std::printf("%.6f %.6f %ld\n", best, packing, used.ru_maxrss * 1024);
}
