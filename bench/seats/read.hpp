// An array as NumPy's `tofile` writes it: its values, one after the other.
#pragma once
#include <fstream>
#include <string>
#include <vector>

template <typename T>
std::vector<T> read(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<T> values(file.tellg() / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(values.data()), values.size() * sizeof(T));
  return values;
}
