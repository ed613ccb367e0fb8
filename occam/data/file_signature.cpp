#include "occam/data/file_signature.h"

#include <array>
#include <string_view>

namespace occam::data {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kSave = "save it as CSV";
constexpr std::string_view kUnpack = "unpack it first";
constexpr std::string_view kExport = "write it as CSV with the program that made it";
constexpr std::string_view kPandas =
    "with pandas: read_parquet, read_feather, read_orc, read_hdf or read_pickle, then to_csv";
constexpr std::string_view kR = "in R: write.csv(x, \"table.csv\", row.names = FALSE)";

struct Signature {
  std::string_view start;
  ForeignFile file;
};

constexpr std::array kSignatures = {
    Signature{"PAR1"sv, {"a Parquet file", kPandas}},
    Signature{"ARROW1"sv, {"an Arrow (Feather) file", kPandas}},
    Signature{"FEA1"sv, {"a Feather file", kPandas}},
    Signature{"ORC"sv, {"an ORC file", kPandas}},
    Signature{"Obj\x01"sv, {"an Avro file", kExport}},
    Signature{"\x89HDF\r\n"sv, {"an HDF5 file", kPandas}},
    Signature{"BZh"sv, {"a bzip2 file", "unpack it first: bunzip2 -k FILE, or bzcat FILE | and -"}},
    Signature{"\xFD"
              "7zXZ\0"sv,
              {"an xz file", "unpack it first: unxz -k FILE, or xzcat FILE | and -"}},
    Signature{"\x04\x22\x4D\x18"sv, {"an lz4 file", "unpack it first: unlz4 FILE"}},
    Signature{"\x1F\x9D"sv, {"a file of compress (.Z)", "unpack it first: uncompress FILE"}},
    Signature{"7z\xBC\xAF\x27\x1C"sv, {"a 7z archive", kUnpack}},
    Signature{"Rar!\x1A"sv, {"a RAR archive", kUnpack}},
    Signature{
        "SQLite format 3\0"sv,
        {"an SQLite database", "write a table as CSV: sqlite3 -header -csv FILE 'select ...'"}},
    Signature{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, {"an Excel workbook (xls)", kSave}},
    Signature{"RDX2\n"sv, {"an R data file", kR}},
    Signature{"RDX3\n"sv, {"an R data file", kR}},
    Signature{"RDA2\n"sv, {"an R data file", kR}},
    Signature{"RDA3\n"sv, {"an R data file", kR}},
    Signature{"X\n\0\0\0"sv, {"an R data file (rds)", kR}},
    Signature{"<stata_dta>"sv, {"a Stata file", "with pandas: read_stata, then to_csv"}},
    Signature{"$FL2"sv, {"an SPSS file", "with pandas: read_spss, then to_csv"}},
    Signature{"$FL3"sv, {"an SPSS file", "with pandas: read_spss, then to_csv"}},
    Signature{"\x80\x02"sv, {"a Python pickle", kPandas}},
    Signature{"\x80\x03"sv, {"a Python pickle", kPandas}},
    Signature{"\x80\x04"sv, {"a Python pickle", kPandas}},
    Signature{"\x80\x05"sv, {"a Python pickle", kPandas}},
    Signature{"%PDF-"sv, {"a PDF document", "copy its table into a CSV file"}},
    Signature{"\x89PNG\r\n"sv, {"a PNG image", "tables are read, images are not"}},
    Signature{"\xFF\xD8\xFF"sv, {"a JPEG image", "tables are read, images are not"}},
    Signature{"GIF8"sv, {"a GIF image", "tables are read, images are not"}},
    Signature{"{\\rtf"sv, {"a document (rtf)", "save its table as CSV"}},
    Signature{"@relation"sv, {"an ARFF file of Weka", "save it as CSV"}},
    Signature{"@RELATION"sv, {"an ARFF file of Weka", "save it as CSV"}},
    Signature{"version https://git-lfs"sv,
              {"a pointer of Git LFS, not the file itself", "fetch it first: git lfs pull"}},
};

/// The members of a zip file stand in it by name.
ForeignFile zip_file(std::string_view first) {
  const auto holds = [&](std::string_view name) { return first.find(name) != first.npos; };
  if (holds("opendocument.spreadsheet")) return {"a spreadsheet (ods)", kSave};
  if (holds("xl/") || holds("[Content_Types].xml")) return {"an Excel workbook (xlsx)", kSave};
  if (holds("metadata.json") && holds("keras_version"))
    return {"a model file (.keras)", "a table is needed here"};
  if (holds(".npy")) return {"an NPZ archive of NumPy", "save one array alone: numpy.save"};
  return {"a zip archive", "unpack it first: unzip FILE"};
}

std::optional<ForeignFile> markup(std::string_view first) {
  const std::size_t start = first.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (start == first.npos) return std::nullopt;
  first.remove_prefix(start);
  const auto starts = [&](std::string_view lower) {
    if (first.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
      const char c = first[i];
      if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[i]) return false;
    }
    return true;
  };
  if (starts("<!doctype html") || starts("<html") || starts("<table")) {
    return ForeignFile{"a web page (HTML)", "download the file that the page shows"};
  }
  if (starts("<?xml")) return ForeignFile{"an XML file", kExport};
  constexpr std::string_view kJsonAdvice = "with pandas: read_json, then to_csv";
  for (const std::string_view json : {"{\"", "[{", "[[", "{\n", "{\r\n", "[\n", "{ \""}) {
    if (starts(json)) return ForeignFile{"a JSON file", kJsonAdvice};
  }
  return std::nullopt;
}

}  // namespace

std::optional<ForeignFile> foreign_file(std::span<const std::byte> bytes) {
  const std::string_view first(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (first.starts_with("PK\x03\x04") || first.starts_with("PK\x05\x06")) return zip_file(first);
  for (const Signature& signature : kSignatures) {
    if (first.starts_with(signature.start)) return signature.file;
  }
  if (first.size() > 262 && first.substr(257, 5) == "ustar") {
    return ForeignFile{"a tar archive", "unpack it first: tar -xf FILE"};
  }
  const bool sas = first.size() > 16 && first.substr(12, 4) == "\xC2\xEA\x81\x60"sv;
  if (sas) return ForeignFile{"a SAS file", "with pandas: read_sas, then to_csv"};
  return markup(first);
}

}  // namespace occam::data
